#!/usr/bin/env node
// `undersigned`: parses, and hands to commands/, with what they may not know themselves.
import { Command, InvalidArgumentError, Option } from 'commander';
import process from 'node:process';

/** Exit codes: 0 as asked, 1 refused or invalid, 2 unusable input. */
const UNUSABLE = 2;

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
  .description('check a bundle, offline; exit code 0: valid, 1: invalid, 2: unusable')
  .argument('<bundle>', 'the bundle’s file, or - for standard input')
  .argument('<letter-id>', 'the 32 characters at the end of the letter’s link')
  .option('--json', 'print the report as JSON', false)
  .action(async (file: string, letter: string, options: { json: boolean }) => {
    const { verify } = await import('./commands/verify.js');
    const { nodePrimitives } = await import('./common/node-primitives.js');
    const { threadedPrimitives } = await import('./common/verify-threads.js');
    const primitives = threadedPrimitives(nodePrimitives);
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

await program.parseAsync();

function wholeNumber(text: string): number {
  const value = Number(text);
  if (!/^\d{1,6}$/.test(text) || value < 12) {
    throw new InvalidArgumentError('It must be a whole number of at least 12.');
  }
  return value;
}
