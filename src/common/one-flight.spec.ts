import { describe, expect, it } from '@jest/globals';
import { OneFlight } from './one-flight.js';

/** Work that ends when it is told to, and how much of it was begun. */
function works(): {
  readonly begun: string[];
  readonly end: (() => void)[];
  of: (name: string) => () => Promise<string>;
} {
  const [begun, end]: [string[], (() => void)[]] = [[], []];
  const of = (name: string) => async (): Promise<string> => {
    begun.push(name);
    await new Promise<void>((ended) => end.push(ended));
    return name;
  };
  return { begun, end, of };
}

const settled = async (): Promise<void> => new Promise((turn) => setImmediate(turn));

describe('one flight for each thing', () => {
  it('is shared by all who ask while it is under way, and made again for who asks later', async () => {
    const { begun, end, of } = works();
    const flights = new OneFlight<string>(4);
    const six = Array.from({ length: 6 }, () => flights.of('keys', of('keys')));
    await settled();
    end[0]?.();
    expect(await Promise.all(six)).toEqual(Array(6).fill('keys'));
    expect(begun).toEqual(['keys']);
    const again = flights.of('keys', of('keys'));
    await settled();
    end[1]?.();
    await again;
    expect(begun).toEqual(['keys', 'keys']);
  });

  it('comes after another one’s', async () => {
    const { begun, end, of } = works();
    const flights = new OneFlight<string>(4);
    const both = [flights.of('a', of('a')), flights.of('b', of('b'))];
    await settled();
    expect(begun).toEqual(['a']);
    end[0]?.();
    await both[0];
    await settled();
    expect(begun).toEqual(['a', 'b']);
    end[1]?.();
    expect(await Promise.all(both)).toEqual(['a', 'b']);
  });

  it('is refused where too many wait, with nothing begun, until one has ended', async () => {
    const { begun, end, of } = works();
    const flights = new OneFlight<string>(2);
    const [first, second] = [flights.of('a', of('a')), flights.of('b', of('b'))];
    await expect(flights.of('c', of('c'))).rejects.toMatchObject({ problem: { status: 503 } });
    const shared = flights.of('b', of('b'));
    await settled();
    end[0]?.();
    await first;
    const third = flights.of('c', of('c'));
    await settled();
    end[1]?.();
    expect(await Promise.all([second, shared])).toEqual(['b', 'b']);
    await settled();
    end[2]?.();
    expect(await third).toBe('c');
    expect(begun).toEqual(['a', 'b', 'c']);
  });

  it('ends with what went wrong, and holds up nobody', async () => {
    const flights = new OneFlight<string>(2);
    const wrong = flights.of('a', async () => Promise.reject(new Error('rosa')));
    const right = flights.of('b', async () => Promise.resolve('b'));
    await expect(wrong).rejects.toThrow('rosa');
    expect(await right).toBe('b');
    expect(await flights.of('a', async () => Promise.resolve('a'))).toBe('a');
  });
});
