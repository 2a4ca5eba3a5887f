// Which routes a running server has, from the tree that its router prints.
import type { FastifyInstance } from 'fastify';

const LINE = /^((?:[│ ] {3})*)[├└]── (.*)$/;
const METHODS = / \(([A-Z, ]+)\)$/;

/** `METHOD /path` of each, sorted; HEAD goes without saying wherever there is GET. */
export function routesOf(fastify: FastifyInstance): string[] {
  const routes: string[] = [];
  const path: string[] = [];
  for (const line of fastify.printRoutes({ commonPrefix: false }).split('\n')) {
    const [, indent = '', node = ''] = LINE.exec(line) ?? [];
    if (node === '') continue;
    const depth = indent.length / 4;
    const [whole = '', methods = ''] = METHODS.exec(node) ?? [];
    path.splice(depth, path.length, node.slice(0, node.length - whole.length));
    const url = path.join('');
    for (const method of methods.split(', ').filter((one) => one !== '' && one !== 'HEAD'))
      routes.push(`${method} ${url}`);
  }
  return [...new Set(routes)].sort();
}
