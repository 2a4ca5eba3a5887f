// English: what pages and islands say of what comes after a release.

/** What the pages say. */
export const enAfter = {
  'after.since': 'Since then',
  'after.sinceMeans':
    'The organizers write this themselves: any of them can add an entry, and any can remove one. Nobody checked it.',
  'after.noAnswer': 'No answer yet from {addressee}.',
  'after.kind.delivered': 'Delivered',
  'after.kind.answered': 'Answered',
  'after.kind.no-answer-yet': 'No answer yet',
  'after.kind.in-the-news': 'In the news',
  'after.kind.other': 'What else happened',
  'after.kind.support': 'Supporters',
  'after.support': 'Supporters',
  'after.supportMeans':
    'These links lead to other sites, which the organizers chose. What is signed or given there is counted there, not here.',
  'after.organizations': 'Organizations that stand with the employees',
  'after.organizationsCount':
    '{count, plural, one {One organization has co-signed} other {# organizations have co-signed}} in public:',
  'after.organizationsMean':
    'Each showed a mailbox at the domain beside its name, and an organizer accepted it. The name and the kind are its own words. They are listed apart, and never added to the employees who signed.',
  'after.organization.customer': 'customer',
  'after.organization.union': 'union',
  'after.organization.other': 'organization',
  'after.toCosign': 'Co-sign for an organization',
  'after.cosign.pageTitle': 'Co-sign a letter',
  'after.cosign.lead':
    'You can stand with the employees who signed “{title}”, in public, as a customer, a union or another organization.',
  'after.cosign.notYet': 'Nothing of “{title}” is released yet. Organizations can co-sign from then on.',
  'after.cosign.employees':
    'Do you work for the company yourself? Then don’t use this page: sign the letter, which keeps your name apart from your signature.',
  'after.cosign.privacy':
    'Name, kind and domain of the organization are shown to everybody, once an organizer has accepted them. The mailbox is used to send a code, and kept nowhere.',
  'after.cosign.noScript': 'To co-sign, allow JavaScript for this page.',
  'after.cosign.toLetter': 'The letter',
  'after.cosign.loading': 'One moment …',
  'after.cosign.notLoaded': 'This could not be loaded. Check your connection.',
  'after.cosign.tryAgain': 'Try again',
} as const;
