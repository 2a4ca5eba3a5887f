import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  Body,
  Controller,
  Get,
  HttpException,
  NotFoundException,
  Post,
  ServiceUnavailableException,
} from '@nestjs/common';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { Type } from 'class-transformer';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { IsInt, IsOptional, IsString, Length, Max, ValidateNested } from 'class-validator';
import { PROTOCOL_ERROR_CODES, ProtocolError } from '../protocol/errors.js';
import { loadConfig } from './config.js';
import { Log } from './logger.js';
import { isForPerson, ProblemFilter, problemOf, sendProblem } from './problem.filter.js';
import { ProblemError } from './problem.js';
import { validationPipe } from './validation.js';

class Workplace {
  @IsString()
  @Length(1, 5)
  id!: string;
}

class Input {
  @IsInt()
  @Max(10)
  threshold!: number;

  @IsOptional()
  @ValidateNested({ each: true })
  @Type(() => Workplace)
  workplaces?: Workplace[];
}

const SECRET = 'rosa.parks@example.org';

@Controller()
class Failing {
  @Post('input')
  input(@Body() input: Input): string {
    return input.constructor.name;
  }

  @Get('problem')
  problem(): never {
    throw new ProblemError({
      status: 409,
      code: 'sealed',
      title: 'It is sealed.',
      detail: 'Copy it.',
      place: 'draft',
    });
  }

  @Get('protocol')
  protocol(): never {
    throw new ProtocolError('invalid_token', 'A token does not verify.', 'tokens[0]');
  }

  @Get('broken')
  broken(): never {
    throw new Error(`${SECRET} could not be read`);
  }

  @Get('thrown')
  thrown(): never {
    throw Object.assign(new HttpException(SECRET, 429));
  }

  @Get('missing')
  missing(): never {
    throw new NotFoundException(SECRET);
  }

  @Get('busy')
  busy(): never {
    throw new ServiceUnavailableException(SECRET);
  }
}

let app: NestFastifyApplication;
let lines: string[];

beforeAll(async () => {
  const log = new Log(loadConfig({ LOG_LEVEL: 'debug' }), { write: (line: string) => void lines.push(line) });
  lines = [];
  const module = await Test.createTestingModule({ controllers: [Failing] }).compile();
  app = module.createNestApplication<NestFastifyApplication>(
    new FastifyAdapter({
      bodyLimit: 1_000,
      frameworkErrors: (error: unknown, _request: unknown, reply: FastifyReply) => {
        sendProblem(reply, problemOf(error));
      },
    }),
    {
      logger: false,
    },
  );
  app.useGlobalPipes(validationPipe());
  app.useGlobalFilters(new ProblemFilter(log));
  await app.init();
});
afterAll(() => app.close());

async function request(method: 'GET' | 'POST', url: string, payload?: string, type = 'application/json') {
  const headers = payload === undefined ? {} : { 'content-type': type };
  const response = await app.inject({ method, url, headers, ...(payload === undefined ? {} : { payload }) });
  if (response.statusCode < 400) return { status: response.statusCode, text: response.body };
  expect(response.headers['content-type']).toBe('application/problem+json; charset=utf-8');
  const body: Record<string, unknown> = response.json();
  expect(body.status).toBe(response.statusCode);
  expect(body.type).toBe(`urn:undersigned:problem:${String(body.code)}`);
  for (const field of ['title', 'detail', 'code']) expect(body[field]).toMatch(/\S/);
  expect(response.body + JSON.stringify(response.headers)).not.toMatch(/rosa|stack|\.ts/);
  return { status: response.statusCode, code: body.code, place: body.place, detail: body.detail };
}

describe('problem filter', () => {
  it('carries what a feature refuses', async () => {
    expect(await request('GET', '/problem')).toEqual({
      status: 409,
      code: 'sealed',
      place: 'draft',
      detail: 'Copy it.',
    });
  });

  it('carries what the protocol refuses, whatever its code', async () => {
    expect(await request('GET', '/protocol')).toMatchObject({
      status: 400,
      code: 'invalid_token',
      place: 'tokens[0]',
    });
    for (const code of PROTOCOL_ERROR_CODES) {
      expect(problemOf(new ProtocolError(code, 'Said.'))).toMatchObject({
        status: 400,
        code,
        detail: 'Said.',
      });
    }
  });

  it('says nothing of what broke, and logs where, not what', async () => {
    expect(await request('GET', '/broken')).toMatchObject({ status: 500, code: 'internal' });
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain('problem.filter.spec.ts');
    expect(lines[0]).not.toContain('rosa');
    for (const odd of [
      undefined,
      null,
      'text',
      { statusCode: 200 },
      { statusCode: 503 },
      { statusCode: 'x' },
    ]) {
      expect(problemOf(odd)).toMatchObject({ status: 500, code: 'internal' });
    }
  });

  it('repeats no message of the framework', async () => {
    expect(await request('GET', '/thrown')).toMatchObject({ status: 429, code: 'too_many_requests' });
    expect(await request('GET', '/missing')).toMatchObject({ status: 404, code: 'not_found' });
    expect(await request('GET', '/busy')).toMatchObject({ status: 503, code: 'unavailable' });
    expect(await request('GET', '/rosa')).toMatchObject({ status: 404, code: 'not_found' });
    expect(problemOf(new HttpException('x', 418))).toMatchObject({ status: 418, code: 'bad_request' });
  });

  it('answers what can not be parsed', async () => {
    expect(await request('POST', '/input', '{"rosa')).toMatchObject({ status: 400, code: 'bad_request' });
    expect(await request('POST', '/input', '')).toMatchObject({ status: 400 });
    expect(await request('POST', '/input', 'rosa', 'text/html')).toMatchObject({ status: 415 });
    expect(await request('POST', '/input', JSON.stringify('x'.repeat(2_000)))).toMatchObject({ status: 413 });
    expect(await request('POST', '/input', '{"__proto__":{"rosa":1}}')).toMatchObject({ status: 400 });
    expect(await request('GET', '/%rosa')).toMatchObject({ status: 400 });
  });
});

describe('a person', () => {
  const asks = (method: string, url: string, accept?: string): boolean =>
    isForPerson({ method, url, headers: { accept } } as unknown as FastifyRequest);

  it.each(['text/html', 'TEXT/HTML', 'text/html;q=0.9', 'application/xhtml+xml, text/html ; q=0.8, */*'])(
    'asks for %s',
    (accept) => {
      expect(asks('GET', '/l/x', accept)).toBe(true);
      expect(asks('HEAD', '/', accept)).toBe(true);
      expect(asks('GET', '/api', accept)).toBe(true);
      expect(asks('POST', '/l/x', accept)).toBe(false);
      expect(asks('GET', '/api/v1/letters/x', accept)).toBe(false);
    },
  );

  it.each([
    undefined,
    '',
    '*/*',
    'application/json',
    'text/*',
    'text/plain',
    'text/htmlx',
    'application/json, */*',
  ])('does not ask for %p', (accept) => {
    expect(asks('GET', '/l/x', accept)).toBe(false);
  });
});

describe('validation', () => {
  it('lets through what is right, as the class it is', async () => {
    expect(await request('POST', '/input', '{"threshold":10,"workplaces":[{"id":"a"}]}')).toEqual({
      status: 201,
      text: 'Input',
    });
  });

  it('names the field, never the value', async () => {
    const refused = (value: unknown) => request('POST', '/input', JSON.stringify(value));
    expect(await refused({ threshold: 'rosa' })).toMatchObject({ code: 'invalid_input', place: 'threshold' });
    expect(await refused({ threshold: 11 })).toMatchObject({
      detail: 'Threshold must not be greater than 10.',
    });
    expect(await refused({ threshold: 1, workplaces: [{ id: 'a' }, { id: 'rosaparks' }] })).toMatchObject({
      place: 'workplaces[1].id',
    });
    expect(await refused({ threshold: 1, extra: 'rosa' })).toMatchObject({
      place: 'extra',
      code: 'invalid_input',
    });
    expect(await refused({ threshold: 1, 'rosa parks': 1 })).toMatchObject({
      code: 'invalid_input',
      place: undefined,
    });
    expect(await refused({ threshold: 1, workplaces: ['rosa'] })).toMatchObject({ code: 'invalid_input' });
    expect(await refused({ threshold: 1, workplaces: [{ id: 'a', more: 1 }] })).toMatchObject({
      place: 'workplaces[0].more',
    });
    for (const odd of [[], 'rosa', 1, null, true]) expect(await refused(odd)).toMatchObject({ status: 400 });
  });
});
