// A refusal as a page, for whoever asked with a browser. The pages give it; without them there is none.
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Problem } from './problem.js';

export abstract class ProblemPage {
  abstract send(request: FastifyRequest, reply: FastifyReply, problem: Problem): Promise<void>;
}
