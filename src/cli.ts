#!/usr/bin/env node
// `undersigned`: parses, and hands to commands/, with what they may not know themselves.
import { Command, InvalidArgumentError, Option } from 'commander';
import process from 'node:process';

/** Exit codes: 0 as asked, 1 refused or invalid, 2 unusable input, or a failure that says nothing about it. */
const UNUSABLE = 2;

/** Nobody reads what is written: as of a program that SIGPIPE ended. */
const UNHEARD = 128 + 13;

for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', ({ code }: NodeJS.ErrnoException) =>
    process.exit(code === 'EPIPE' ? UNHEARD : UNUSABLE),
  );
}

const program = new Command('undersigned')
  .description('Letters that employees sign anonymously, with a count that anybody can check.')
  .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : UNUSABLE));

program
  .command('serve')
  .description('run the server as its environment says (see .env.example)')
  .action(async () => {
    const { serve } = await import('./commands/serve.js');
    await serve();
  });

program
  .command('demo')
  .description('run a whole letter on this machine: sign, reach the threshold, release, verify')
  .addOption(
    new Option('--signers <number>', 'how many sign; also the threshold').argParser(wholeNumber).default(650),
  )
  .option('--database-url <url>', 'use this PostgreSQL database instead of the embedded one')
  .option('--out <folder>', 'where the bundle is written', 'out')
  .option('--keep', 'leave the server running afterwards', false)
  .action(async (options: { signers: number; databaseUrl?: string; out: string; keep: boolean }) => {
    const { demo } = await import('./commands/demo.js');
    process.exitCode = await demo(options);
  });

program
  .command('verify')
  .description(
    'check a bundle, offline; exit code 0: valid, 1: invalid, 2: unusable, 141: nobody reads the report',
  )
  .argument('<bundle>', 'the bundle’s file, or - for standard input')
  .argument('<letter-id>', 'the 32 characters at the end of the letter’s link, or the link')
  .option('--json', 'print the report as JSON', false)
  .action(async (file: string, letter: string, options: { json: boolean }) => {
    const { verify } = await import('./commands/verify.js');
    const { nodePrimitives } = await import('./common/node-primitives.js');
    const { threadedPrimitives } = await import('./common/verify-threads.js');
    const primitives = threadedPrimitives(nodePrimitives);
    process.once('uncaughtException', failed);
    try {
      process.exitCode = await verify(primitives, file, letter, options);
    } finally {
      await primitives.close();
    }
  });

program
  .command('key')
  .description('draw twelve words for an organizer, or show the public keys of the words on standard input')
  .option('--show', 'read twelve words from standard input and print their public keys', false)
  .action(async (options: { show: boolean }) => {
    const { key } = await import('./commands/key.js');
    process.exitCode = await key(options);
  });

const letter = program
  .command('letter')
  .description('for the operator: who may start a letter, and which letters are taken down');

letter
  .command('invite')
  .description('make an invitation code, with which a letter is started; it is shown this once')
  .addOption(new Option('--days <number>', 'for how many days it is good').argParser(upTo(365)).default(14))
  .addOption(new Option('--uses <number>', 'for how many letters').argParser(upTo(1000)).default(1))
  .action(async (options: { days: number; uses: number }) => {
    const { invite } = await import('./commands/letter.js');
    process.exitCode = await invite(options);
  });

letter
  .command('invites')
  .description('list the invitations that are good: id, last day, for how many letters')
  .action(async () => {
    const { invites } = await import('./commands/letter.js');
    process.exitCode = await invites();
  });

letter
  .command('revoke-invite')
  .description('make an invitation worthless')
  .argument('<id>', 'its 8 characters in the list of invitations')
  .action(async (id: string) => {
    const { revokeInvite } = await import('./commands/letter.js');
    process.exitCode = await revokeInvite(id);
  });

letter
  .command('take-down')
  .description('show a letter no more, count it no more, issue for it no more')
  .argument('<letter-id>', 'the 32 characters at the end of the letter’s link')
  .requiredOption('--reason <line>', 'why, for everybody to read')
  .option('--yes', 'don’t ask whether you mean it', false)
  .action(async (id: string, options: { reason: string; yes: boolean }) => {
    const { takeDown } = await import('./commands/letter.js');
    process.exitCode = await takeDown(id, options);
  });

letter
  .command('restore')
  .description('undo a take-down')
  .argument('<letter-id>', 'the 32 characters at the end of the letter’s link')
  .option('--yes', 'don’t ask whether you mean it', false)
  .action(async (id: string, options: { yes: boolean }) => {
    const { restore } = await import('./commands/letter.js');
    process.exitCode = await restore(id, options);
  });

try {
  await program.parseAsync();
} catch (error) {
  failed(error);
}

/** What a command didn't expect says nothing about its input: never the exit code of what is invalid. */
function failed(error: unknown): never {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exit(UNUSABLE);
}

function wholeNumber(text: string): number {
  const value = Number(text);
  if (!/^\d{1,6}$/.test(text) || value < 12) {
    throw new InvalidArgumentError('It must be a whole number of at least 12.');
  }
  return value;
}

function upTo(most: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!/^[1-9]\d{0,3}$/.test(text) || value > most) {
      throw new InvalidArgumentError(`It must be a whole number from 1 to ${most.toString()}.`);
    }
    return value;
  };
}
