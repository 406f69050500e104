import type { TFunction } from 'i18next';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Problem, problemOf } from '../api/problem';
import { fieldProblems } from './problemText';

export type FieldErrors = Record<string, string>;

/** The sentence to show at each field that cannot be sent as it is. */
export type Check<V> = (values: V, t: TFunction) => FieldErrors;

/**
 * What a form holds, what is wrong with it, and sending it. Field names are those of the request.
 * What `send` returns is what the form holds from then on.
 */
export function useForm<V extends object>(initial: V, check: Check<V>, send: (values: V) => Promise<V | void>) {
  const { t } = useTranslation();
  const form = useRef<HTMLFormElement>(null);
  const [values, setValues] = useState(initial);
  const [shown, setShown] = useState<'none' | 'own' | 'server'>('none');
  const [problem, setProblem] = useState<Problem>();
  const [busy, setBusy] = useState(false);
  const [refusals, setRefusals] = useState(0);

  const own = shown === 'none' ? {} : check(values, t);
  const theirs = shown === 'server' && problem ? fieldProblems(t, problem) : {};
  const errors: FieldErrors = { ...theirs, ...own };
  // A refusal that no field of this form can show belongs to the form as a whole
  const elsewhere = Object.keys(theirs).every((field) => !(field in values));
  const general = shown === 'server' && elsewhere ? problem : undefined;

  // Whoever sees no red finds the first field to mend under his cursor
  useEffect(() => {
    if (refusals > 0) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [refusals]);

  async function submit(event?: FormEvent) {
    event?.preventDefault();
    if (busy) return;
    setProblem(undefined);
    if (Object.keys(check(values, t)).length > 0) {
      setShown('own');
      setRefusals((count) => count + 1);
      return;
    }
    setBusy(true);
    try {
      const next = await send(values);
      if (next) setValues(next);
      setShown('none');
    } catch (error) {
      setProblem(problemOf(error));
      setShown('server');
      setRefusals((count) => count + 1);
    } finally {
      setBusy(false);
    }
  }

  return {
    values,
    errors,
    problem: general,
    busy,
    submit,
    /** Replaces everything, as after loading; complaints about the old values go. */
    reset: (next: V) => {
      setValues(next);
      setShown('none');
      setProblem(undefined);
    },
    set: <K extends keyof V>(name: K, value: V[K]) => {
      setValues((before) => ({ ...before, [name]: value }));
      // What the server said is about the old value
      if (shown === 'server') setShown('own');
    },
    /** For the form element itself. */
    props: { ref: form, onSubmit: submit, noValidate: true },
  };
}
