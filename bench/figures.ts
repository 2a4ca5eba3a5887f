// What the programs of the bench measure, and how it is told: each figure beside its limit.

/** Records a second, and how much of the bare speed that is. */
export interface Verification {
  readonly records: number;
  readonly bare: number;
  readonly node: number;
  readonly web: number;
  readonly nodeToBare: number;
  /** The same in processor time, which other programs hardly change. */
  readonly nodeToBareProcessor: number;
  readonly webToBare: number;
}

/** The peak of a process's resident memory. */
export interface Memory {
  readonly records: number;
  readonly mebibytes: number;
}

/** Milliseconds: the middle one of many. */
export interface Client {
  readonly blind: number;
  readonly finalize: number;
  readonly both: number;
  readonly theirs: number;
}

/** Answers a second, and how much of the bare speed that is. */
export interface PagesMeasured {
  /** Of one answer, head included. */
  readonly bytes: number;
  readonly page: number;
  readonly bare: number;
  readonly pageToBare: number;
  /** The same in the server's processor time, which other programs hardly change. */
  readonly pageToBareProcessor: number;
}

/** Seconds, MiB, and of `database` milliseconds. */
export interface EngineMeasured {
  /** From `npm start` to the first answer, on a new folder and on one that was there. */
  readonly fresh: number;
  readonly existing: number;
  /** Of server and database together. */
  readonly peak: number;
  readonly idle: number;
  /** With 650 signers. */
  readonly demo: number;
  /** One spec, after a change. */
  readonly spec: number;
  /** Making and dropping a spec's. */
  readonly database: number;
}

/** What each program prints, as JSON. */
export interface Printed {
  'verification.js': Verification;
  'memory.js': Memory;
  'client.js': Client;
  'pages.js': PagesMeasured;
  'engine.js': EngineMeasured;
}

export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** What it must reach; a figure without one stands there to be compared with. */
  readonly limit?: { readonly atLeast: number } | { readonly atMost: number };
}

/** The middle one, or the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (sorted.length - 1) / 2;
  return ((sorted[Math.floor(at)] ?? NaN) + (sorted[Math.ceil(at)] ?? NaN)) / 2;
}

export function verificationFigures({ records, ...of }: Verification): Figure[] {
  const title = `verification, ${number(records)} records`;
  const unit = 'records/s';
  return [
    { name: `${title}: bare crypto.verify`, value: of.bare, unit },
    { name: `${title}: the verifier, node:crypto in threads`, value: of.node, unit },
    { name: `${title}: the verifier, WebCrypto`, value: of.web, unit },
    {
      name: 'verifier / bare, node:crypto in threads',
      value: of.nodeToBare,
      unit: '',
      limit: { atLeast: 0.7 },
    },
    {
      name: 'verifier / bare, node:crypto in threads, processor time',
      value: of.nodeToBareProcessor,
      unit: '',
    },
    { name: 'verifier / bare, WebCrypto', value: of.webToBare, unit: '' },
  ];
}

export function engineFigures(of: EngineMeasured): Figure[] {
  const upTo = (name: string, value: number, unit: string, atMost: number): Figure => ({
    name,
    value,
    unit,
    limit: { atMost },
  });
  return [
    upTo('npm start to the first answer, new folder', of.fresh, 's', 3.5),
    upTo('npm start to the first answer, folder that is there', of.existing, 's', 2.5),
    upTo('server and database, peak of a first start', of.peak, 'MiB', 400),
    upTo('server and database, idle', of.idle, 'MiB', 200),
    upTo('demo, 650 signers', of.demo, 's', 45),
    upTo('npm test of one spec with databases, after a change', of.spec, 's', 5),
    upTo('a database for a spec, made and dropped', of.database, 'ms', 150),
  ];
}

export function memoryFigures(many: Memory, few: Memory): Figure[] {
  const peak = ({ records, mebibytes }: Memory): Figure => ({
    name: `peak memory, ${number(records)} records`,
    value: mebibytes,
    unit: 'MiB',
  });
  const name = `peak memory, ${number(many.records)} / ${number(few.records)}`;
  const value = many.mebibytes / few.mebibytes;
  return [peak(few), peak(many), { name, value, unit: '', limit: { atMost: 1.2 } }];
}

export function clientFigures(what: string, most: number, client: Client): Figure[] {
  const unit = 'ms';
  return [
    { name: `Blind, ${what}`, value: client.blind, unit },
    { name: `Finalize, ${what}`, value: client.finalize, unit },
    { name: `Blind and Finalize, ${what}`, value: client.both, unit, limit: { atMost: most } },
    { name: `the same by @cloudflare/blindrsa-ts, ${what}`, value: client.theirs, unit },
  ];
}

export function pagesFigures({ bytes, ...of }: PagesMeasured): Figure[] {
  const title = `letter page of ${number(bytes)} bytes`;
  const unit = 'pages/s';
  return [
    { name: `${title}: bare Fastify`, value: of.bare, unit },
    { name: `${title}: the application`, value: of.page, unit },
    { name: 'application / bare Fastify', value: of.pageToBare, unit: '', limit: { atLeast: 0.5 } },
    { name: 'application / bare Fastify, in processor time', value: of.pageToBareProcessor, unit: '' },
  ];
}

/** Whether a figure reaches its limit; one without a limit does. */
export function holds({ value, limit }: Figure): boolean {
  if (limit === undefined) return true;
  return 'atLeast' in limit ? value >= limit.atLeast : value <= limit.atMost;
}

/** The figures as lines: name, value, limit, verdict. */
export function tableOf(figures: readonly Figure[]): string[] {
  const rows = figures.map((figure) => {
    const { name, value, unit, limit } = figure;
    if (limit === undefined) return [name, `${number(value)} ${unit}`, '', ''];
    const bound = 'atLeast' in limit ? `≥ ${limit.atLeast.toString()}` : `≤ ${limit.atMost.toString()}`;
    return [name, `${number(value)} ${unit}`, `${bound} ${unit}`, holds(figure) ? 'ok' : 'MISSED'];
  });
  const width = (column: number): number => Math.max(...rows.map((row) => row[column]?.length ?? 0));
  return rows.map((row) =>
    row
      .map((cell, i) => cell.padEnd(width(i)))
      .join('   ')
      .trimEnd(),
  );
}

/** Three digits that count, thousands grouped. */
export function number(value: number): string {
  if (value >= 100) return Math.round(value).toLocaleString('en-US');
  return value.toPrecision(3);
}
