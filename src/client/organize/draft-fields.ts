// A letter in the making, as a browser writes it: the manifest's fields of the same names, each of which may be missing or
// unfinished. protocol.md#manifest
import * as v from 'valibot';

const text = v.partial(
  v.object({
    title: v.string(),
    addressee: v.string(),
    summary: v.string(),
    body: v.string(),
    language: v.string(),
  }),
);

const workplace = v.partial(
  v.object({
    id: v.string(),
    name: v.string(),
    domains: v.array(v.string()),
    mailbox: v.object({ dots: v.picklist(['kept', 'ignored']) }),
    headcount: v.nullable(v.number()),
  }),
);

const fields = v.partial(
  v.object({
    letter: text,
    translations: v.array(text),
    occasion: v.nullable(v.string()),
    timeZone: v.string(),
    pressContact: v.nullable(v.string()),
    supersedes: v.nullable(v.string()),
    workplaces: v.array(workplace),
    threshold: v.number(),
    opensAt: v.string(),
    signsFrom: v.nullable(v.string()),
    closesAt: v.string(),
    releaseBy: v.string(),
    epochSeconds: v.number(),
    countStep: v.number(),
    minimumCell: v.number(),
    signing: v.picklist(['now', 'later']),
    roles: v.array(v.string()),
    nameConditions: v.array(v.number()),
    approvals: v.number(),
  }),
);

export type DraftFields = v.InferOutput<typeof fields>;
export type DraftText = v.InferOutput<typeof text>;
export type DraftWorkplace = v.InferOutput<typeof workplace>;

const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g;

/** What a server says that a draft holds; nothing of it, if it isn't a draft's content. */
export function readFields(content: unknown): DraftFields {
  const result = v.safeParse(fields, content);
  return result.success ? result.output : {};
}

/** One line as a manifest takes it: what people type or paste by accident is gone. */
export function tidyLine(typed: string): string {
  return typed
    .replace(/[\s\u2028\u2029]+/g, ' ')
    .replace(CONTROL, '')
    .trim();
}

/** Several lines as a manifest takes them. Spaces at the ends of lines mean something in Markdown, and stay. */
export function tidyText(typed: string): string {
  return typed
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .replaceAll('\t', '    ')
    .replace(CONTROL, '');
}
