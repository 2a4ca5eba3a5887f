// The compiler of messages: its CommonJS exports are not where its types say.
import * as core from '@messageformat/core';
import * as compiler from '@messageformat/core/lib/compile-module.js';

export const MessageFormat = core.default as unknown as typeof core.default.default;
/** The source of a module whose default export has a function for each message. */
export const compileModule = compiler.default as unknown as typeof compiler.default.default;
