// What pages that load themselves again ask: the script, and a stream of builds.
import { Controller, Get, Header, Sse, type MessageEvent } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { map, type Observable } from 'rxjs';
import { Reload, SCRIPT_PATH } from './reload.service.js';

/** How soon a browser asks again when the server went away, which it does to be started anew. */
const ASKS_AGAIN_IN_MS = 250;

const STREAM_PATH = '/dev/reload';

/** A browser keeps six connections to a host: a page that nobody sees has none. */
const SCRIPT = `const build = new URL(import.meta.url).search.slice(1);
let builds;
listen();
document.addEventListener('visibilitychange', () => (document.hidden ? builds.close() : listen()));

function listen() {
  builds?.close();
  builds = new EventSource('${STREAM_PATH}');
  builds.onmessage = ({ data }) => {
    if (data !== build) location.reload();
  };
  builds.onerror = () => {
    if (builds.readyState === EventSource.CLOSED) setTimeout(listen, ${ASKS_AGAIN_IN_MS.toString()});
  };
}
`;

@ApiExcludeController()
@Controller()
export class DevReloadController {
  constructor(private readonly reload: Reload) {}

  @Get(SCRIPT_PATH)
  @Header('content-type', 'text/javascript; charset=utf-8')
  script(): string {
    return SCRIPT;
  }

  @Sse(STREAM_PATH)
  builds(): Observable<MessageEvent> {
    return this.reload.build.pipe(map((data) => ({ data, retry: ASKS_AGAIN_IN_MS })));
  }
}
