import { expect } from 'chai';
import { nextTime, parseSchedule } from '../../../../core/kubernetes/resources/cron.ts';

const START = Date.parse('2020-06-01T10:07:30Z'); // a Monday
const next = (text: string): string => {
  const schedule = parseSchedule(text);
  if ('error' in schedule) return schedule.error;
  const time = nextTime(schedule, START);
  return time === undefined ? 'never' : new Date(time).toISOString();
};

describe('cron schedules', () => {
  const CASES: [string, string][] = [
    ['* * * * *', '2020-06-01T10:08:00.000Z'],
    ['*/5 * * * *', '2020-06-01T10:10:00.000Z'],
    ['0 0 * * *', '2020-06-02T00:00:00.000Z'],
    ['@hourly', '2020-06-01T11:00:00.000Z'],
    ['0 12 * * sun', '2020-06-07T12:00:00.000Z'],
    ['0 0 1 jan *', '2021-01-01T00:00:00.000Z'],
    ['0 0 13 * fri', '2020-06-05T00:00:00.000Z'],
    ['30 9-17/4 * * *', '2020-06-01T13:30:00.000Z'],
    ['@every 90s', '2020-06-01T10:09:00.000Z'],
    ['0 0 30 2 *', 'never'],
  ];
  for (const [text, expected] of CASES) it(`${text} is next at ${expected}`, () => expect(next(text)).to.equal(expected));

  const WRONG: [string, string][] = [
    ['x * * * *', 'Failed to parse int from x: strconv.Atoi: parsing "x": invalid syntax'],
    ['1-2-3 * * * *', 'Too many hyphens: 1-2-3'],
    ['5-1 * * * *', 'Beginning of range (5) beyond end of range (1): 5-1'],
    ['*/0 * * * *', 'Step of range should be a positive number: */0'],
    ['0 0 0 * *', 'Beginning of range (0) below minimum (1): 0'],
    ['@never', 'Unrecognized descriptor: @never'],
  ];
  for (const [text, expected] of WRONG) it(`${text} is refused`, () => expect(next(text)).to.equal(expected));
});
