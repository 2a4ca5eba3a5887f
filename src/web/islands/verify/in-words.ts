// Times and sizes in the page's language.

const DAY = { year: 'numeric', month: 'long', day: 'numeric' } as const;
const MINUTE = { hour: 'numeric', minute: '2-digit', timeZoneName: 'short' } as const;

/** A moment in a letter's zone, with the same in UTC beside it; the day only where it is another one there. */
export function momentInWords(at: string, zone: string): string {
  const local = written(at, zone, { ...DAY, ...MINUTE });
  if (local === written(at, 'UTC', { ...DAY, ...MINUTE })) return local;
  const isSameDay = written(at, zone, DAY) === written(at, 'UTC', DAY);
  return `${local} (${written(at, 'UTC', isSameDay ? MINUTE : { ...DAY, ...MINUTE })})`;
}

/** Bytes, in kB or MB. */
export function sizeInWords(bytes: number): string {
  const [unit, value] = bytes < 1e6 ? ['kilobyte', bytes / 1e3] : ['megabyte', bytes / 1e6];
  return new Intl.NumberFormat(language(), { style: 'unit', unit, maximumFractionDigits: 1 }).format(value);
}

function written(at: string, timeZone: string, options: Intl.DateTimeFormatOptions): string {
  const date = new Date(at);
  try {
    return new Intl.DateTimeFormat(language(), { timeZone, ...options }).format(date);
  } catch {
    // This browser doesn't know the zone.
    return new Intl.DateTimeFormat(language(), { timeZone: 'UTC', ...options }).format(date);
  }
}

/** Made-up languages write as English does. */
function language(): string {
  const { lang } = document.documentElement;
  return /-X[AB]$/.test(lang) ? 'en' : lang;
}
