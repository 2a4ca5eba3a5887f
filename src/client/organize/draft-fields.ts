// A letter in the making, as a browser writes it: the manifest's fields of the same names, each of which may be missing or
// unfinished. protocol.md#manifest
import * as v from '../../protocol/schema.js';

const text = v.partial({
  title: v.string,
  addressee: v.string,
  summary: v.string,
  body: v.string,
  language: v.string,
});

const workplace = v.partial({
  id: v.string,
  name: v.string,
  domains: v.array(v.string),
  mailbox: v.object({ dots: v.literal('kept', 'ignored') }),
  headcount: v.nullable(v.number),
});

const fields = v.partial({
  letter: text,
  translations: v.array(text),
  occasion: v.nullable(v.string),
  timeZone: v.string,
  pressContact: v.nullable(v.string),
  supersedes: v.nullable(v.string),
  workplaces: v.array(workplace),
  threshold: v.number,
  opensAt: v.string,
  signsFrom: v.nullable(v.string),
  closesAt: v.string,
  releaseBy: v.string,
  epochSeconds: v.number,
  countStep: v.number,
  minimumCell: v.number,
  signing: v.literal('now', 'later'),
  roles: v.array(v.string),
  nameConditions: v.array(v.number),
  approvals: v.number,
});

export type DraftFields = v.Output<typeof fields>;
export type DraftText = v.Output<typeof text>;
export type DraftWorkplace = v.Output<typeof workplace>;

/** What a server says that a draft holds; nothing of it, if it isn't a draft's content. */
export function readFields(content: unknown): DraftFields {
  return v.attempt(fields, content)?.value ?? {};
}
