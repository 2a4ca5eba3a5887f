// Names of hosts, compared as ASCII and by rules of our own: nothing here maps a name or asks a URL parser, whose tables change.
// protocol.md#hosts

const MAX_BASE_URL = 200;
const MAX_NAME = 253;

const LABEL = '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?';
const NAME = new RegExp(`^${LABEL}(?:\\.${LABEL})*$`);
const DOMAIN = new RegExp(`^(?:${LABEL}\\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])$`);

/** What is read as the number of a host, be it one or not. */
const NUMBER_AT_THE_END = /(?:^|\.)(?:[0-9]+|0x[0-9a-f]*)$/;
const BYTE = '(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])';
const IPV4 = new RegExp(`^${BYTE}(?:\\.${BYTE}){3}$`);
const BASE_URL = /^(https?):\/\/(\[[0-9a-f:]+\]|[a-z0-9.-]+)(?::([1-9][0-9]{0,4}))?$/;
const GROUP = /^(?:0|[1-9a-f][0-9a-f]{0,3})$/;

/** Whether this is an `http` or `https` origin in its one form: scheme, host, and a port that isn't the scheme's own. */
export function isBaseUrl(text: string): boolean {
  const [, scheme, host = '', port] = BASE_URL.exec(text) ?? [];
  const ownPort = scheme === 'https' ? '443' : '80';
  return (
    text.length <= MAX_BASE_URL &&
    isHost(host) &&
    (port === undefined || (Number(port) <= 65_535 && port !== ownPort))
  );
}

/** The host of a base URL, with its port if it has one: what stands for an origin or issuer inside a token challenge. */
export function hostOf(baseUrl: string): string {
  return baseUrl.slice(baseUrl.indexOf('//') + 2);
}

/** Whether this is a domain at which there can be mailboxes: two labels or more, the last of which begins with a letter. */
export function isDomain(text: string): boolean {
  return text.length <= MAX_NAME && DOMAIN.test(text);
}

function isHost(text: string): boolean {
  if (text.startsWith('[')) return isIpv6(text.slice(1, -1));
  if (NUMBER_AT_THE_END.test(text)) return IPV4.test(text);
  return text.length <= MAX_NAME && NAME.test(text);
}

/** RFC 5952 section 4, but that an address that holds one of IPv4 is written like all others. */
function isIpv6(text: string): boolean {
  const parts = text.split('::').map((part) => (part === '' ? [] : part.split(':')));
  const [before = [], after = []] = parts;
  const missing = 8 - before.length - after.length;
  const isWhole = parts.length === 1 ? missing === 0 : parts.length === 2 && missing >= 2;
  const groups = [...before, ...Array<string>(Math.max(missing, 0)).fill('0'), ...after];
  return isWhole && groups.every((group) => GROUP.test(group)) && shortest(groups) === text;
}

/** With the first of the longest runs of zeros, if it is of two or more, left out. */
function shortest(groups: readonly string[]): string {
  let [from, length] = [0, 1];
  for (let i = 0; i < groups.length; i++) {
    const end = groups.findIndex((group, j) => j >= i && group !== '0');
    const run = (end < 0 ? groups.length : end) - i;
    if (run > length) [from, length] = [i, run];
  }
  if (length < 2) return groups.join(':');
  return `${groups.slice(0, from).join(':')}::${groups.slice(from + length).join(':')}`;
}
