// The one ValidationPipe: unknown fields are refused, and a refusal names the field, never the value.
import { ValidationPipe, type ValidationError } from '@nestjs/common';
import { ProblemError } from './problem.js';

const PLAIN_NAME = /^[A-Za-z0-9_]{1,64}$/;

/** For `app.useGlobalPipes`. Failures become the problem `invalid_input` with the place of the first wrong field. */
export function validationPipe(): ValidationPipe {
  return new ValidationPipe({
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: true,
    transform: true,
    validationError: { target: false, value: false },
    stopAtFirstError: true,
    exceptionFactory: (errors) => invalidInput(errors),
  });
}

/** The problem that says which field is wrong, and how. */
function invalidInput(errors: readonly ValidationError[]): ProblemError {
  const { place, reason } = firstOf(errors, '');
  return new ProblemError({
    status: 400,
    code: 'invalid_input',
    title: 'Something in the request is not right.',
    detail: reason,
    ...(place === '' ? {} : { place }),
  });
}

function firstOf(errors: readonly ValidationError[], path: string): { place: string; reason: string } {
  const error = errors[0];
  if (error === undefined)
    return { place: path, reason: 'The request does not have the form that this address expects.' };
  if (!PLAIN_NAME.test(error.property))
    return { place: path, reason: 'There is a field that is not known here.' };
  const place = placeOf(path, error.property);
  const constraints = error.constraints ?? {};
  if ('whitelistValidation' in constraints)
    return { place, reason: 'There is a field that is not known here. Leave it out.' };
  const message = Object.values(constraints)[0];
  if (message !== undefined)
    return { place, reason: `${message.charAt(0).toUpperCase()}${message.slice(1)}.`.replace(/\.\.$/, '.') };
  return firstOf(error.children ?? [], place);
}

function placeOf(path: string, property: string): string {
  if (/^\d+$/.test(property)) return `${path}[${property}]`;
  return path === '' ? property : `${path}.${property}`;
}
