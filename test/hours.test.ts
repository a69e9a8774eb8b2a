import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isOpen, isTimeZone, parseHours, type Hours } from '../src/hours.ts';

const read = (text: string): Hours => {
  const hours = parseHours(text);
  if (typeof hours === 'string') throw new Error(hours);
  return hours;
};
const buenosAires = 'America/Argentina/Buenos_Aires';
const at = (iso: string) => Date.parse(iso);

describe('reading', () => {
  test.each([
    'mon-fri 9:00-18:00; sat 9:00-13:00',
    'Monday - Friday 09:00 – 18:00;\nSaturday 9-13;',
    'lun-vie 9:00-18:00; sáb 9:00-13:00',
    'Lunes a Viernes 9 a 18; sábados 9:00 a 13:00',
    'de lunes a viernes de 9:00 a 18:00; sabado de 9 a 13',
    'mon, tue, wed y jue and vie 9-18; sat. 9h-13h',
    'mon-fri: 9:00-18:00; sat: 9:00-13:00',
  ])('%j', (text) => {
    const wanted = [0, 1, 2, 3, 4].map((day) => ({ from: day * 1440 + 540, to: day * 1440 + 1080 }));
    expect(read(text)).toEqual([...wanted, { from: 5 * 1440 + 540, to: 5 * 1440 + 780 }]);
  });

  test('every day by its names', () => {
    const lists = [
      'mon tue wed thu fri sat sun',
      'monday tuesday wednesday thursday friday saturday sunday',
      'lun mar mie jue vie sab dom',
      'lunes martes miércoles jueves viernes sábado domingo',
    ];
    for (const list of lists) {
      expect(list.split(' ').map((name) => read(`${name} 0-1`)[0]?.from)).toEqual(
        [0, 1, 2, 3, 4, 5, 6].map((day) => day * 1440),
      );
    }
  });

  test('several times in a day, spans over the end of the week, over midnight, and whole days', () => {
    expect(read('mon 9-13, 15:30-19')).toEqual([
      { from: 540, to: 780 },
      { from: 930, to: 1140 },
    ]);
    expect(read('sat-mon 0-24').map(({ from, to }) => [from / 1440, to / 1440])).toEqual([
      [5, 6],
      [6, 7],
      [0, 1],
    ]);
    expect(read('sun 22:00-2:00')).toEqual([{ from: 6 * 1440 + 1320, to: 7 * 1440 + 120 }]);
  });

  test.each([
    ['', /no hours are given/],
    [' ; ', /no hours are given/],
    ['mon-fri', /"mon-fri" has no time/],
    ['9:00-18:00', /"9:00-18:00" has no day/],
    ['mon-fri 9:00-18:00; lunez 9-13', /"lunez" in "lunez 9-13" is no day/],
    ['mo-fr 9-18', /"mo" in .* is no day/],
    ['mon-wed-fri 9-18', /no span of days/],
    ['mon 9', /"9" in "mon 9" is no span of time/],
    ['mon 9-13-18', /no span of time/],
    ['mon 9-25', /"25" in "mon 9-25" is no time of the day/],
    ['mon 9:60-18', /"9:60" in .* is no time/],
    ['mon 24:01-24:02', /is no time/],
    ['mon 9.30-18', /"9\.30" in .* is no time/],
    ['mon 9am-6pm', /"9am" in .* is no time/],
    ['mon 9-9', /ends when it begins/],
    ['mon 24:00-2:00', /begins at the end of the day/],
    ['mon 9-13,', /no span of time/],
  ])('%j: what is wrong is named', (text, fault) => {
    expect(parseHours(text)).toMatch(fault);
  });

  test('any text is read or answered', () => {
    const piece = fc.constantFrom('mon', 'vie', '-', ' ', ',', ';', '9', '18:00', '24', ':', 'a', 'y', 'x', '\n');
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(piece).map((all) => all.join('')),
        ),
        (text) => {
          const hours = parseHours(text);
          if (typeof hours === 'string') expect(hours).not.toBe('');
          else
            for (const { from, to } of hours)
              expect(from >= 0 && from < 10_080 && to > from && to <= from + 1440).toBe(true);
        },
      ),
    );
  });
});

describe('open or not', () => {
  const office = read('mon-fri 9:00-18:00; sat 9:00-13:00');

  test.each([
    ['2026-11-23T12:00:00Z', true, 'Monday, 9:00'],
    ['2026-11-23T11:59:59Z', false, 'Monday, a second before nine'],
    ['2026-11-23T20:59:59Z', true, 'Monday, 17:59:59'],
    ['2026-11-23T21:00:00Z', false, 'Monday, 18:00'],
    ['2026-11-28T15:59:00Z', true, 'Saturday, 12:59'],
    ['2026-11-28T16:00:00Z', false, 'Saturday, 13:00'],
    ['2026-11-29T15:00:00Z', false, 'Sunday'],
    ['2026-11-28T01:00:00Z', false, 'still Friday there, 22:00'],
  ])('%s: %s (%s)', (iso, open) => {
    expect(isOpen(office, buenosAires, at(iso))).toBe(open);
  });

  test('over midnight, also from Sunday to Monday, and the whole week', () => {
    const night = read('sun 22:00-2:00');
    const open = (iso: string) => isOpen(night, 'UTC', at(iso));
    expect(['2026-11-22T21:59Z', '2026-11-22T22:00Z', '2026-11-23T01:59Z', '2026-11-23T02:00Z'].map(open)).toEqual([
      ...[false, true, true, false],
    ]);
    const always = read('mon-sun 0-24');
    for (let hour = 0; hour < 24 * 8; hour++)
      expect(isOpen(always, buenosAires, at('2026-11-22T00:30Z') + hour * 3_600_000)).toBe(true);
    expect(isOpen([], 'UTC', 0)).toBe(false);
  });

  test('when the clocks are changed, the clock on the wall counts', () => {
    const madrid = (iso: string) => isOpen(read('mon-sun 9:00-18:00'), 'Europe/Madrid', at(iso));
    // Summer ends on Sunday 25 October 2026: nine is at 7:00 UTC the day before, at 8:00 UTC from then on.
    expect(['2026-10-24T07:00Z', '2026-10-25T07:00Z', '2026-10-25T08:00Z'].map(madrid)).toEqual([true, false, true]);
    // It begins on Sunday 29 March 2026.
    expect(['2026-03-28T08:00Z', '2026-03-29T07:00Z', '2026-03-29T06:59Z'].map(madrid)).toEqual([true, true, false]);
    const early = (iso: string) => isOpen(read('sun 2:00-3:00'), 'Europe/Madrid', at(iso));
    // The hour that there is not, and the one that comes twice.
    expect(['2026-03-29T00:59Z', '2026-03-29T01:00Z'].map(early)).toEqual([false, false]);
    expect(['2026-10-24T23:59Z', '2026-10-25T00:00Z', '2026-10-25T01:30Z', '2026-10-25T02:00Z'].map(early)).toEqual([
      ...[false, true, true, false],
    ]);
  });

  test('names of time zones', () => {
    expect([buenosAires, 'Europe/Madrid', 'UTC', 'Mars/Base', ''].map(isTimeZone)).toEqual([
      true,
      true,
      true,
      false,
      false,
    ]);
    expect(() => isOpen(office, 'Mars/Base', 0)).toThrow(RangeError);
  });
});
