// What Vite makes of a module for a browser, on standard output: minified, in one file, with all the libraries in it.
// In a process of its own, because Vite's native part can't take the objects of jest's realm.
//   node test/browser/build.mjs MODULE
import { build } from 'vite';

const result = await build({
  configFile: false,
  logLevel: 'error',
  build: {
    write: false,
    // What browsers with Ed25519 and X25519 in WebCrypto understand.
    target: 'es2022',
    modulePreload: false,
    rolldownOptions: { input: process.argv[2], output: { codeSplitting: false } },
  },
});

const outputs = [result].flat().flatMap((one) => ('output' in one ? one.output : []));
process.stdout.write(outputs.map((one) => ('code' in one ? one.code : '')).join('\n'));
