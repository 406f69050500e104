// node bench.js SUBJECT time|garbage FOLDER: the same work as Recurrence/Ours.cs, one JSON line a figure.
// FOLDER holds cases.json, zone.ics and calendar.ics, written by the benchmark.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import ICAL from 'ical.js'
import rrule from 'rrule'

const [subject, what, folder] = process.argv.slice(2)
const { milliseconds, cases } = JSON.parse(readFileSync(join(folder, 'cases.json'), 'utf8'))
const zone = readFileSync(join(folder, 'zone.ics'), 'utf8')

function print(name, metric, value) {
  console.log(JSON.stringify({ case: name, metric, value }))
}

// Nanoseconds of one call; warm when it counts
function time(work, atLeast = milliseconds) {
  for (const end = performance.now() + 2 * atLeast; performance.now() < end; ) work()
  let calls = 0
  const start = performance.now()
  do {
    work()
    calls++
  } while (performance.now() - start < atLeast)
  return ((performance.now() - start) * 1e6) / calls
}

function check(name, found, expected) {
  if (found.count !== expected.count || found.sum !== expected.sum) {
    throw new Error(`${subject}, ${name}: ${JSON.stringify(found)} is not ${JSON.stringify(expected)}`)
  }
}

const local = text => text.match(/(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)/).slice(1).map(Number)

// rrule takes the wall clock as if it were UTC, and gives instants where the process runs in UTC
const rruleSubject = {
  prepare({ rule, start, zone: tzid, except }) {
    const date = text => {
      const [year, month, day, hour, minute, second] = local(text)
      return rrule.datetime(year, month, day, hour, minute, second)
    }
    const plain = new rrule.RRule({ ...rrule.RRule.parseString(rule), dtstart: date(start), tzid }, true)
    if (except.length === 0) return plain
    const set = new rrule.RRuleSet(true)
    set.rrule(plain)
    for (const text of except) set.exdate(date(text))
    return set
  },
  walk(rule, most) {
    let count = 0
    let sum = 0
    rule.all((date, index) => {
      if (index >= most) return false
      count++
      sum += date.getTime() / 1000
      return true
    })
    return { count, sum }
  },
  window(rule, from, to) {
    let sum = 0
    const found = rule.between(new Date(from * 1000), new Date(to * 1000 - 1), true)
    for (const date of found) sum += date.getTime() / 1000
    return { count: found.length, sum }
  },
}

const icalSubject = {
  prepare({ rule, start, zone: tzid, except }) {
    const lines = [`DTSTART;TZID=${tzid}:${start}`, `RRULE:${rule}`, ...except.map(text => `EXDATE;TZID=${tzid}:${text}`)]
    const text = `BEGIN:VCALENDAR\r\n${zone}BEGIN:VEVENT\r\nUID:1\r\n${lines.join('\r\n')}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n`
    const calendar = new ICAL.Component(ICAL.parse(text))
    ICAL.TimezoneService.register(calendar.getFirstSubcomponent('vtimezone'))
    return new ICAL.Event(calendar.getFirstSubcomponent('vevent'))
  },
  walk(event, most) {
    let sum = 0
    const walk = event.iterator()
    for (let count = 0; count < most; count++) sum += walk.next().toUnixTime()
    return { count: most, sum }
  },
  window(event, from, to) {
    let count = 0
    let sum = 0
    const walk = event.iterator()
    for (let next = walk.next(); next; next = walk.next()) {
      const at = next.toUnixTime()
      if (at >= to) break
      if (at >= from) {
        count++
        sum += at
      }
    }
    return { count, sum }
  },
}

const { prepare, walk, window } = subject === 'rrule' ? rruleSubject : icalSubject
function times(one) {
  const ready = prepare(one)
  check(`${one.name}, walk`, walk(ready, one.most), one.walk)
  print(one.name, 'per occurrence', time(() => walk(ready, one.most)) / one.most)
  for (const { name, from, to, ...expected } of one.windows) {
    check(`${one.name}, ${name}`, window(ready, from, to), { count: expected.count, sum: expected.sum })
    print(one.name, name, time(() => window(ready, from, to)))
  }
}

function garbage(one) {
  const ready = prepare(one)
  walk(ready, one.most)
  gc()
  const before = process.memoryUsage().heapUsed
  walk(ready, one.most)
  print(one.name, 'garbage', (process.memoryUsage().heapUsed - before) / one.most)
}

for (const one of cases) (what === 'time' ? times : garbage)(one)

if (subject === 'ical.js' && what === 'time') {
  const bytes = readFileSync(join(folder, 'calendar.ics'))
  const read = () => {
    const calendar = new ICAL.Component(ICAL.parse(bytes.toString('utf8')))
    let sum = 0
    for (const component of calendar.getAllSubcomponents('vevent')) {
      // Left to itself it looks for exceptions of each event among all the others
      const event = new ICAL.Event(component, { exceptions: [] })
      sum += event.summary.length + event.startDate.hour + event.endDate.hour
    }
    return sum
  }
  read()
  print('parse', 'parse', bytes.length / 1e6 / (time(read, milliseconds * 3) / 1e9))
}
