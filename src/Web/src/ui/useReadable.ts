import { useSyncExternalStore } from 'react';

export interface Readable<T> {
  getSnapshot(): T;
  subscribe(listener: () => void): () => void;
}

/** The present value of something that changes outside React. */
export const useReadable = <T>(readable: Readable<T>): T => useSyncExternalStore(readable.subscribe, readable.getSnapshot);

/** A part of it; the component is drawn anew only when that part changes (so it should be a plain value or keep its identity). */
export const useSelected = <T, P>(readable: Readable<T>, select: (value: T) => P): P =>
  useSyncExternalStore(readable.subscribe, () => select(readable.getSnapshot()));
