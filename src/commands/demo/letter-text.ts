// The demo's letter: an invented company, a text of our own, facts of 2018.
import type { DraftContent } from '../../client/organize/organize.js';
import { toTime } from '../../protocol/shape.js';

export const FIRST_DOMAIN = 'cumulus.example';
export const SECOND_DOMAIN = 'labs.cumulus.example';

const BODY = `Dear Ms. Okafor,

We build the software that this company sells. Most of us came here because its founders said, in public and often, that a business can be a force for good and that trust is its first value. We are writing because we believe it.

In March our company announced that the border agency of the United States had chosen our products to recruit officers and to run its programs[^1]. In April the government ordered that everybody who crosses the border without papers be prosecuted, and within six weeks about two thousand children were taken from their parents[^2]. The order of 20 June ended the taking. It did not return the children.

You have told us that our software is not used at the border for this. We have no reason to doubt you. But an agency that recruits faster, answers faster and schedules faster with our tools does everything it does faster with our tools. We can't know where that ends, and under the contract as it stands neither can you.

We ask three things of you:

1. Look again at the contract with the border agency, and end it if it can't be held apart from what was done there.
2. Say in public what our products may not be used for, in words that a customer can be held to.
3. Set up a way in which employees can raise such questions before a contract is signed, not after it is in the news.

We don't ask you to take a side in an election. We ask you to apply to this customer what we tell every other.

Respectfully,

employees of Cumulus and of Cumulus Labs

[^1]: Announced at the company's conference in March 2018.
[^2]: The government's own figure for 19 April to 31 May 2018 was 1,995 children.`;

/** The demo's menu of roles. */
export const demoRoles = ['Engineering', 'Sales', 'Support', 'Design'];

/** The demo's terms. Times are relative to `opensAt`; two workplaces if the second is large enough to be counted. */
export function demoContent(terms: {
  threshold: number;
  opensAt: Date;
  epochSeconds: number;
  twoWorkplaces: boolean;
}): DraftContent {
  const at = (epochs: number): string =>
    toTime(new Date(terms.opensAt.getTime() + epochs * terms.epochSeconds * 1000));
  const dots = (policy: 'ignored' | 'kept'): { dots: 'ignored' | 'kept' } => ({ dots: policy });
  return {
    letter: {
      title: 'Our work and the border',
      addressee: 'Adaeze Okafor, Chief Executive Officer',
      summary: 'Employees ask their company to look again at its contract with the border agency.',
      body: BODY,
      language: 'en',
    },
    translations: [],
    occasion: 'The separation of families at the border, spring of 2018',
    timeZone: 'America/Los_Angeles',
    pressContact: null,
    supersedes: null,
    workplaces: [
      {
        id: 'cumulus',
        name: 'Cumulus',
        domains: [FIRST_DOMAIN],
        mailbox: dots('ignored'),
        headcount: 29_000,
      },
      ...(terms.twoWorkplaces
        ? [
            {
              id: 'labs',
              name: 'Cumulus Labs',
              domains: [SECOND_DOMAIN],
              mailbox: dots('kept'),
              headcount: 1_100,
            },
          ]
        : []),
    ],
    threshold: terms.threshold,
    opensAt: at(0),
    signsFrom: null,
    closesAt: at(3600),
    releaseBy: at(3600 + 90 * 24),
    epochSeconds: terms.epochSeconds,
    countStep: 10,
    minimumCell: 10,
    signing: 'now',
    roles: demoRoles,
    nameConditions: [10, 25, 50],
    approvals: 2,
  };
}
