import { describe, expect, it } from '@jest/globals';
import { QueryFailedError } from 'typeorm';
import { loadConfig } from './config.js';
import { Log, describeFailure, scrub } from './logger.js';

function logger(level = 'debug') {
  const lines: string[] = [];
  const log = new Log(loadConfig({ LOG_LEVEL: level }), { write: (line: string) => void lines.push(line) });
  return { log, text: () => lines.join('') };
}

const SECRETS = ['rosa.parks@example.org', 'rosa', 'K7QF-2M9D', '203.0.113.7', '2001:db8::17', 'DETAIL'];

describe('log', () => {
  it('repeats nothing of what a request held, in any kind of line', () => {
    const { log, text } = logger();
    const held = `rosa.parks@example.org K7QF-2M9D 203.0.113.7 2001:db8::17\n    at rosa (/K7QF-2M9D:1:1)`;
    const error = new Error(held, { cause: new Error(held) });
    const driver = Object.assign(new Error(`DETAIL ${held}`), {
      code: '23505',
      constraint: 'letters_pkey',
      detail: held,
    });
    log.failure('A request failed', error);
    log.failure('A request failed', new QueryFailedError('INSERT', [held], driver));
    log.failure('A request failed', held);
    log.error(error);
    log.fatal(error);
    log.log({ body: held });
    log.warn([held]);
    for (const secret of SECRETS) expect(text()).not.toContain(secret);
    expect(text().trim().split('\n')).toHaveLength(7);
    expect(text()).toContain('"code":"23505","constraint":"letters_pkey"');
    expect(text()).toMatch(/logger\.spec\.ts:\d+/);
  });

  it('strikes addresses and network addresses out of messages', () => {
    expect(scrub('to <Rosa.Parks+x@sub.example.org>, via 203.0.113.7:25 or [2001:db8::17]')).toBe(
      'to <[address]>, via [ip]:25 or [[ip]]',
    );
    expect(scrub('rosa@localhost')).toBe('[address]');
    expect(scrub('::ffff:203.0.113.7 fe80::1')).not.toMatch(/203|fe80/);
    expect(scrub('listening on http://127.0.0.1:3000 at 12:30:45')).toBe(
      'listening on http://127.0.0.1:3000 at 12:30:45',
    );
  });

  it('names no host and no process, and is silent where it is told to be', () => {
    const { log, text } = logger();
    log.log('Ready.');
    expect(Object.keys(JSON.parse(text()) as object)).toEqual(['level', 'time', 'msg']);
    const silent = logger('silent');
    silent.log.fatal('x');
    expect(silent.text()).toBe('');
  });

  it('tells where an error came from, however its message looks', () => {
    class Odd extends Error {
      override readonly name = 'Odd';
    }
    expect(describeFailure(new Odd('at a (/x/K7QF.ts:1:1)\nat b (/y/K7QF.ts:2:2)'))).toMatchObject({
      type: 'Odd',
    });
    for (const header of ['Error', 'Odd']) {
      const odd = new Odd('line\n    at secret (/x/K7QF.ts:1:1)');
      odd.stack = `${header}: ${odd.message}\n    at real (/x/real.ts:1:1)`;
      expect(describeFailure(odd).at).toEqual(['at real (/x/real.ts:1:1)']);
    }
    const changed = new Error('first K7QF');
    changed.message = 'second';
    expect(describeFailure(changed).at.join('\n')).not.toContain('K7QF');
    expect(describeFailure('text')).toEqual({ type: 'string', at: [] });
  });
});
