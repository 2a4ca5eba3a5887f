// Every refusal and every failure leaves as `application/problem+json` (RFC 9457), and none repeats what was sent.
import {
  Catch,
  HttpException,
  Inject,
  Injectable,
  Optional,
  type ArgumentsHost,
  type ExceptionFilter,
} from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ProtocolError } from '../protocol/errors.js';
import { isUnavailable } from './database/transaction.js';
import { Log } from './logger.js';
import { ProblemError, type Problem } from './problem.js';
import { ProblemPage } from './problem-page.js';

const CONTENT_TYPE = 'application/problem+json; charset=utf-8';

/** The database is away, full, or busy for too long: nothing of the request was done. */
const UNAVAILABLE: Problem = {
  status: 503,
  code: 'unavailable',
  title: 'This server can’t work now.',
  detail: 'Nothing of your request was done. Try again in a minute.',
};
/** Seconds. */
const RETRY_AFTER = '5';
/** How to sign in, to programs. RFC 6750, section 3. */
const CHALLENGE = 'Bearer';

const INTERNAL: Problem = {
  status: 500,
  code: 'internal',
  title: 'Something went wrong on this server.',
  detail: 'Try again in a minute. If it keeps happening, tell whoever runs this server.',
};

/** What a status means by itself, where nobody said more. */
const BY_STATUS: Readonly<Record<number, Omit<Problem, 'status'>>> = {
  400: {
    code: 'bad_request',
    title: 'The request can not be read.',
    detail: 'Send well-formed JSON with the fields that this address expects.',
  },
  401: {
    code: 'unauthorized',
    title: 'You are not signed in.',
    detail: 'Sign in with your key, then try again.',
  },
  403: { code: 'forbidden', title: 'You may not do this.', detail: 'Sign in with a key that may.' },
  404: { code: 'not_found', title: 'There is nothing here.', detail: 'Check the address.' },
  405: {
    code: 'method_not_allowed',
    title: 'This can not be done here.',
    detail: 'Use a method that this address knows.',
  },
  406: {
    code: 'not_acceptable',
    title: 'There is no such form of this.',
    detail: 'Ask for another content type.',
  },
  408: { code: 'timeout', title: 'The request took too long.', detail: 'Try again on a better connection.' },
  413: { code: 'too_large', title: 'The request is too large.', detail: 'Send less at a time.' },
  414: { code: 'uri_too_long', title: 'The address is too long.', detail: 'Check the address.' },
  415: {
    code: 'unsupported_media_type',
    title: 'This form of content is not read here.',
    detail: 'Send application/json.',
  },
  417: {
    code: 'expectation_failed',
    title: 'This server does not do what was expected.',
    detail: 'Send the request without its Expect header.',
  },
  429: {
    code: 'too_many_requests',
    title: 'That was too much at once.',
    detail: 'Wait a minute, then try again.',
  },
  431: { code: 'headers_too_large', title: 'The headers are too large.', detail: 'Send fewer headers.' },
  501: {
    code: 'not_implemented',
    title: 'This method is not known here.',
    detail: 'Use a method that this address knows.',
  },
  503: { code: 'unavailable', title: 'This server is busy.', detail: 'Try again in a minute.' },
};

@Catch()
@Injectable()
export class ProblemFilter implements ExceptionFilter {
  constructor(
    private readonly log: Log,
    @Optional() @Inject(ProblemPage) private readonly page?: ProblemPage,
  ) {}

  async catch(error: unknown, host: ArgumentsHost): Promise<void> {
    const problem = problemOf(error);
    if (problem.status >= 500 && !(error instanceof ProblemError))
      this.log.failure('A request failed', error);
    const http = host.switchToHttp();
    const [request, reply] = [http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>()];
    await refuse(request, reply, problem, { log: this.log, page: this.page });
  }
}

/** Sends a problem to whoever asked: a page to a person, if there are pages. A page that can't be drawn is logged, and told plainly. */
export async function refuse(
  request: FastifyRequest,
  reply: FastifyReply,
  problem: Problem,
  { log, page }: { readonly log: Log; readonly page?: ProblemPage | undefined },
): Promise<void> {
  if (page !== undefined && isForPerson(request)) {
    try {
      void reply.headers(headersOf(problem));
      await page.send(request, reply, problem);
      return;
    } catch (error) {
      log.failure('A page could not be drawn', error);
    }
  }
  if (!reply.sent) sendProblem(reply, problem);
}

/** Whether a browser asked for a page, and not a program for the API: programs take anything, or JSON. */
export function isForPerson({ method, url, headers }: FastifyRequest): boolean {
  const takes = (headers.accept ?? '').split(',').map((type) => type.trim().toLowerCase());
  const isPage = takes.some((type) => /^text\/html *(?:;|$)/.test(type));
  return isPage && (method === 'GET' || method === 'HEAD') && !/^\/api\/v\d/.test(url);
}

/** The problem that stands for an error; `internal` for whatever isn't a refusal. */
export function problemOf(error: unknown): Problem {
  if (error instanceof ProblemError) return error.problem;
  if (error instanceof ProtocolError) {
    return {
      status: 400,
      code: error.code,
      title: 'This is not what the protocol demands.',
      detail: error.message,
      ...(error.place === undefined ? {} : { place: error.place }),
    };
  }
  if (isUnavailable(error)) return UNAVAILABLE;
  const status = statusOf(error);
  return status === undefined ? INTERNAL : problemOfStatus(status);
}

/** What a status means by itself. */
export function problemOfStatus(status: number): Problem {
  const known = BY_STATUS[status] ?? (status < 500 ? BY_STATUS[400] : undefined);
  return known === undefined ? INTERNAL : { status, ...known };
}

/** Sends the problem. Also for Fastify's own hooks (`frameworkErrors`), where no filter runs. */
export function sendProblem(reply: FastifyReply, problem: Problem): void {
  void reply.status(problem.status).headers(headersOf(problem)).send(bodyOf(problem));
}

/** The headers that a problem brings along, in lower case. */
export function headersOf({ status }: Problem): Record<string, string> {
  return {
    'content-type': CONTENT_TYPE,
    'cache-control': 'no-store',
    ...(status === 401 ? { 'www-authenticate': CHALLENGE } : {}),
    ...(status === 503 ? { 'retry-after': RETRY_AFTER } : {}),
  };
}

/** The problem details. RFC 9457, section 3.1. */
export function bodyOf({ status, code, title, detail, place }: Problem): string {
  const type = `urn:undersigned:problem:${code}`;
  return JSON.stringify({
    type,
    title,
    status,
    detail,
    code,
    ...(place === undefined ? {} : { place }),
  });
}

function statusOf(error: unknown): number | undefined {
  if (error instanceof HttpException) return error.getStatus();
  const status: unknown =
    typeof error === 'object' && error !== null ? Reflect.get(error, 'statusCode') : undefined;
  return typeof status === 'number' && status >= 400 && status < 500 ? status : undefined;
}
