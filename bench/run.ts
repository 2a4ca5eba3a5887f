// `npm run bench [-- --records NUMBER] [--json]`: what the protocol and the pages must reach, measured on this machine, each figure beside its
// limit. Exit code 0: all limits are kept; 1: one is missed. Every measurement is a process of its own; the records are made
// for the run, under keys made for the run, and nothing of them is kept. The machine should have nothing else to do.
import { Command, InvalidArgumentError, Option } from 'commander';
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { promisify } from 'node:util';
import type { Figure, Printed } from './figures.js';
import {
  clientFigures,
  engineFigures,
  holds,
  memoryFigures,
  number,
  pagesFigures,
  tableOf,
  verificationFigures,
} from './figures.js';
import { makeLetter } from './letter.js';
import { makeRecords, writeBundle } from './records.js';

/** What the limit on memory is about: a process has settled at the second, and should need no more for the first. */
const RECORDS = 100_000;
const FEW_RECORDS = 10_000;

/** Verifying these takes half a second: long enough to measure, short enough to do it many times. */
const SPEED_RECORDS = 5_000;

interface Options {
  readonly records: number;
  readonly json: boolean;
}

const options = new Command('bench')
  .description('Measures what the protocol and the pages must reach, each figure beside its limit.')
  .addOption(
    new Option(
      '--records <number>',
      'records of the large bundle, for memory; each takes a millisecond to make',
    )
      .argParser(manyRecords)
      .default(RECORDS),
  )
  .option('--json', 'print the figures as JSON', false)
  .parse()
  .opts<Options>();

process.exitCode = await bench(options);

async function bench({ records, json }: Options): Promise<number> {
  const before = loadavg();
  const folder = await mkdtemp(join(tmpdir(), 'undersigned-bench-'));
  try {
    const figures = [
      ...(await clients()),
      ...(await engine()),
      ...(await pages()),
      ...(await bundles(folder, records)),
    ];
    const passed = figures.every(holds);
    const machine = {
      node: process.version,
      cpu: cpus()[0]?.model.trim() ?? 'unknown',
      cores: availableParallelism(),
      loadBefore: before,
    };
    if (json) console.log(JSON.stringify({ passed, machine, records, figures: figures.map(told) }, null, 2));
    else console.log([...tableOf(figures), '', ...notes(machine, records)].join('\n'));
    return passed ? 0 : 1;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function clients(): Promise<Figure[]> {
  say('Blinding and finalizing, with a JIT and without …');
  const usual = await measured('client.js');
  const jitless = await measured('client.js', [], ['--jitless']);
  return [...clientFigures('JIT', 5, usual), ...clientFigures('no JIT', 10, jitless)];
}

async function engine(): Promise<Figure[]> {
  say('Starting servers, signing 650 times, testing …');
  return engineFigures(await measured('engine.js'));
}

async function pages(): Promise<Figure[]> {
  say('Sending letter pages …');
  return pagesFigures(await measured('pages.js'));
}

async function bundles(folder: string, records: number): Promise<Figure[]> {
  const letter = await makeLetter();
  say(`Making ${number(records)} records …`);
  const all = await makeRecords(letter, records);
  const bundle = async (count: number): Promise<[file: string, id: string]> => {
    const file = join(folder, `${count.toString()}.ndjson`);
    await writeBundle(file, letter, all.slice(0, count));
    return [file, letter.id];
  };
  say('Verifying …');
  const speed = await measured('verification.js', await bundle(SPEED_RECORDS));
  const few = await measured('memory.js', await bundle(FEW_RECORDS));
  const many = await measured('memory.js', await bundle(records));
  return [...verificationFigures(speed), ...memoryFigures(many, few)];
}

/** What a program beside this one prints. */
async function measured<const Program extends keyof Printed>(
  program: Program,
  args: readonly string[] = [],
  flags: readonly string[] = [],
): Promise<Printed[Program]> {
  const command = [...flags, join(import.meta.dirname, program), ...args];
  const { stdout } = await promisify(execFile)(process.execPath, command);
  const figures = JSON.parse(stdout) as Printed[Program];
  if (!Object.values(figures).every((value) => Number.isFinite(value)))
    throw new Error(`${program} printed something else than figures: ${stdout}`);
  return figures;
}

function notes(machine: { cpu: string; cores: number; loadBefore: number[] }, records: number): string[] {
  const [load = 0] = machine.loadBefore;
  return [
    `${machine.cpu}, ${machine.cores.toString()} cores, Node ${process.version}; load before: ${load.toFixed(1)}.`,
    ...(records === RECORDS
      ? []
      : [`Memory was measured with fewer records than its limit is about: ${number(RECORDS)}.`]),
    ...(load < 0.5 ? [] : ['The machine was busy: what is missed may be its fault.']),
  ];
}

/** A figure, and whether it holds where there is a limit. */
function told(figure: Figure): object {
  return figure.limit === undefined ? figure : { ...figure, holds: holds(figure) };
}

/** To standard error, so that standard output is the figures. */
function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

function manyRecords(text: string): number {
  const value = Number(text);
  const [least, most] = [2 * FEW_RECORDS, 10 * RECORDS];
  if (!/^\d{1,7}$/.test(text) || value < least || value > most) {
    throw new InvalidArgumentError(`It must be a whole number from ${number(least)} to ${number(most)}.`);
  }
  return value;
}
