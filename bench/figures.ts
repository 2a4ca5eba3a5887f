// What the programs of the bench measure, and how it is told: each figure beside its limit.
import * as v from 'valibot';

/** Records a second, and how much of the bare speed that is. */
export const verificationSchema = v.strictObject({
  records: v.number(),
  bare: v.number(),
  node: v.number(),
  web: v.number(),
  nodeToBare: v.number(),
  /** The same in processor time, which other programs hardly change. */
  nodeToBareProcessor: v.number(),
  webToBare: v.number(),
});

/** The peak of a process's resident memory. */
export const memorySchema = v.strictObject({ records: v.number(), mebibytes: v.number() });

/** Milliseconds: the middle one of many. */
export const clientSchema = v.strictObject({
  blind: v.number(),
  finalize: v.number(),
  both: v.number(),
  theirs: v.number(),
});

/** Answers a second, and how much of the bare speed that is. */
export const pagesSchema = v.strictObject({
  /** Of one answer, head included. */
  bytes: v.number(),
  page: v.number(),
  bare: v.number(),
  pageToBare: v.number(),
  /** The same in the server's processor time, which other programs hardly change. */
  pageToBareProcessor: v.number(),
});

/** Seconds, MiB, and of `database` milliseconds. */
export const engineSchema = v.strictObject({
  /** From `npm start` to the first answer, on a new folder and on one that was there. */
  fresh: v.number(),
  existing: v.number(),
  /** Of server and database together. */
  peak: v.number(),
  idle: v.number(),
  /** With 650 signers. */
  demo: v.number(),
  /** One spec, after a change. */
  spec: v.number(),
  /** Making and dropping a spec's. */
  database: v.number(),
});

export type EngineMeasured = v.InferOutput<typeof engineSchema>;
export type Verification = v.InferOutput<typeof verificationSchema>;
export type Memory = v.InferOutput<typeof memorySchema>;
export type Client = v.InferOutput<typeof clientSchema>;
export type PagesMeasured = v.InferOutput<typeof pagesSchema>;

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
