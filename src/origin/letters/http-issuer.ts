// The issuer as another server: the same questions over HTTP, with the secret that both operators hold. protocol.md#roles
import * as v from '../../protocol/schema.js';
import { Config } from '../../common/config.js';
import { ProblemError } from '../../common/problem.js';
import { ProtocolError } from '../../protocol/errors.js';
import {
  countersignResponse,
  createKeysResponse,
  organizationResponse,
  type ActionRequest,
  type CountersignRequest,
  type CountersignResponse,
  type CreateKeysRequest,
  type CreateKeysResponse,
  type DiscardRequest,
  type OrganizationRequest,
  type OrganizationResponse,
  type WithholdRequest,
} from '../../protocol/issuer-api.js';
import { read } from '../../protocol/shape.js';
import { IssuerLink } from './issuer-link.js';
import { IssuerMisbehavedError, IssuerUnreachableError } from './letters.errors.js';

/** Making keys for 64 workplaces takes a while on a small machine. */
const TIMEOUT_MS = 60_000;
const MAX_ANSWER = 1024 * 1024;

const problemSchema = v.object({
  type: v.pipe(
    v.string,
    v.check((text) => /^urn:undersigned:problem:[a-z_]{1,60}$/.test(text), 'is not of this form'),
  ),
  title: v.pipe(v.string, v.upTo(300)),
  detail: v.pipe(v.string, v.upTo(1000)),
});

export class HttpIssuer extends IssuerLink {
  private readonly url: string;
  private readonly token: string;

  constructor(config: Config) {
    super();
    if (config.issuerUrl === undefined || config.issuerToken === undefined) {
      throw new Error('ROLE=origin needs ISSUER_URL and ISSUER_TOKEN.');
    }
    this.url = config.issuerUrl;
    this.token = config.issuerToken;
  }

  async createKeys(request: CreateKeysRequest): Promise<CreateKeysResponse> {
    return answer(createKeysResponse, await this.ask('keys', request));
  }

  async countersign(request: CountersignRequest): Promise<CountersignResponse> {
    return answer(countersignResponse, await this.ask('countersignings', request));
  }

  async act(request: ActionRequest): Promise<void> {
    await this.ask('actions', request);
  }

  async discard(request: DiscardRequest): Promise<void> {
    await this.ask('discards', request);
  }

  async withhold(request: WithholdRequest): Promise<void> {
    await this.ask('withholdings', request);
  }

  async organization(request: OrganizationRequest): Promise<OrganizationResponse> {
    return answer(organizationResponse, await this.ask('organizations', request));
  }

  private async ask(what: string, request: unknown): Promise<string> {
    const { status, text } = await this.post(`${this.url}/api/v1/issuer/${what}`, JSON.stringify(request));
    if (status >= 200 && status < 300) return text;
    // Its own token refused, or it failed: nothing that the organizer could mend.
    if (status < 400 || status === 401 || status >= 500) throw new IssuerUnreachableError();
    throw refusal(status, text);
  }

  private async post(url: string, body: string): Promise<{ status: number; text: string }> {
    try {
      const response = await fetch(url, {
        method: 'POST',
        headers: { authorization: `Bearer ${this.token}`, 'content-type': 'application/json' },
        body,
        redirect: 'manual',
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      return { status: response.status, text: await bounded(response) };
    } catch (error) {
      if (error instanceof ProblemError) throw error;
      throw new IssuerUnreachableError();
    }
  }
}

async function bounded(response: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk, { stream: true });
    if (text.length > MAX_ANSWER) throw new IssuerMisbehavedError();
  }
  return text + decoder.decode();
}

function answer<T>(schema: v.Schema<T>, text: string): T {
  try {
    return read(schema, JSON.parse(text));
  } catch (error) {
    if (error instanceof ProtocolError || error instanceof SyntaxError) throw new IssuerMisbehavedError();
    throw error;
  }
}

/** What the issuer said, as it said it: it knows best what to do about its own rules. */
function refusal(status: number, text: string): ProblemError {
  const { type, title, detail } = answer(problemSchema, text);
  return new ProblemError({ status, code: type.slice(type.lastIndexOf(':') + 1), title, detail });
}
