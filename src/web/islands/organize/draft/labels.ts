// What the places of a draft are called, and in which chapter they are.
import type { Path } from '../../../../client/organize/draft-merge.js';
import type { IslandKey } from '../../../locales/locales.js';
import type { Say } from '../../say.js';
import type { Chapter } from './editor.js';

const NAMES: Readonly<Record<string, readonly [Chapter, IslandKey]>> = {
  title: ['text', 'organize.text.title'],
  addressee: ['text', 'organize.text.addressee'],
  summary: ['text', 'organize.text.summary'],
  body: ['text', 'organize.text.body'],
  language: ['text', 'organize.text.language'],
  occasion: ['text', 'organize.text.occasion'],
  pressContact: ['text', 'organize.text.pressContact'],
  supersedes: ['text', 'organize.text.supersedes'],
  translations: ['translations', 'organize.chapter.translations'],
  workplaces: ['workplaces', 'organize.chapter.workplaces'],
  name: ['workplaces', 'organize.workplaces.name'],
  domains: ['workplaces', 'organize.workplaces.domains'],
  headcount: ['workplaces', 'organize.workplaces.headcount'],
  mailbox: ['workplaces', 'organize.workplaces.dots'],
  threshold: ['terms', 'organize.terms.threshold'],
  timeZone: ['terms', 'organize.terms.timeZone'],
  opensAt: ['terms', 'organize.terms.opensAt'],
  closesAt: ['terms', 'organize.terms.closesAt'],
  signsFrom: ['terms', 'organize.terms.signsFrom'],
  releaseBy: ['terms', 'organize.terms.releaseBy'],
  epochSeconds: ['terms', 'organize.terms.epoch'],
  countStep: ['terms', 'organize.terms.countStep'],
  minimumCell: ['terms', 'organize.terms.minimumCell'],
  signing: ['terms', 'organize.terms.signing'],
  roles: ['appear', 'organize.appear.roles'],
  nameConditions: ['appear', 'organize.appear.conditions'],
  approvals: ['organizers', 'organize.organizers.approvals'],
  organizers: ['organizers', 'organize.chapter.organizers'],
};

/** Of a translation or a workplace: which one, by its language or its name. */
const PARTS = /^(translations|workplaces)(?:\[(\d+)\])?(?:\.(\w+))?/;

export interface Placed {
  readonly chapter: Chapter;
  readonly label: string;
}

/** A place as servers name it: `letter.title`, `workplaces[0].domains[1]`. */
export function placed(say: Say, place: string): Placed {
  const [, list, index, field] = PARTS.exec(place) ?? [];
  const last = field ?? place.replace(/^letter\./, '').replace(/[[.].*$/, '');
  const [chapter, key] = NAMES[last] ?? NAMES[list ?? ''] ?? (['text', 'organize.chapter.text'] as const);
  const label = say(key);
  if (list === undefined) return { chapter, label };
  const where = list === 'translations' ? 'translations' : 'workplaces';
  const number = Number(index ?? 0) + 1;
  return {
    chapter: where,
    label: index === undefined ? label : say('organize.ofEntry', { label, what: where, number }),
  };
}

/** The same for where two organizers differ. */
export function placedPath(say: Say, path: Path): Placed {
  const [first = '', ...rest] = path;
  const isList = first === 'translations' || first === 'workplaces';
  const name = NAMES[(isList ? rest[1] : rest[0]) ?? first] ?? NAMES[first];
  const label = name === undefined ? first : say(name[1]);
  return {
    chapter: name?.[0] ?? 'text',
    label: isList && rest[0] !== undefined ? `${label} (${rest[0]})` : label,
  };
}
