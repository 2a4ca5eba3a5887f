// English: what the pages for the press, their links to share, their feed and their pictures say.

export const enPress = {
  'press.pageTitle': 'A released letter',
  'press.kicker': 'From employees of {workplaces}, to {addressee}',
  'press.count': '{count, plural, one {# signature} other {# signatures}}',
  'press.share': 'That is {share} of the {headcount, number} who work there.',
  'press.each':
    'Each comes from a work mailbox of its own. Below, you find what that proves, and what it doesn’t.',
  'press.embargoed': 'Under embargo: not to be published before {when}.',
  'press.embargoedMeans':
    'You read this by a private link, which is for you alone: don’t pass it on. Until then there is nothing at the address that stands below under “Cite this”; from then on everybody reads it there.',
  'press.asOf': 'As of',
  'press.asOfMeans': 'Who signed or withdrew afterwards is in the next edition, if there is one.',
  'press.embargo': 'Embargo',
  'press.embargoUntil': 'until {when}',
  'press.released': 'Released by',
  'press.releasedMeans':
    '{approvals, number} of the {organizers, number} organizers had to agree. They chose these names themselves, and nobody checked them.',
  'press.threshold': 'Threshold',
  'press.thresholdMeans': '{threshold, number}: below that, nobody is told how many have signed.',
  'press.contact': 'To call',
  'press.noContact': 'The organizers gave no contact for the press.',
  'press.occasion': 'Occasion',
  'press.toLetter': 'The letter’s own page, with its terms',

  'press.numbers': 'By workplace',
  'press.workplace': 'Workplace, and how it was verified',
  'press.signatures': 'Signatures',
  'press.ofHeadcount': 'Of those who work there',
  'press.shareOfHeadcount': '{share} of {headcount, number}',
  'press.unknownHeadcount': 'not known',
  'press.checkedBy': '{method}, checked by {issuer}',
  'press.all': 'Together',
  'press.byMethod': 'By method alone',
  'press.method': 'Method',
  'press.waitsMeans':
    'So that no small group stands alone, a workplace’s newcomers are counted {minimumCell, number} or more at a time. There may be signatures that wait here: {workplaces}.',
  'press.waitsNone': 'Nothing had to wait: every signature that was valid then is counted.',
  'press.roles': 'By role',
  'press.rolesMeans':
    'The signers chose their roles themselves, and this table is the word of the server: the evidence doesn’t prove it.',
  'press.rolesAt': 'By role, at {workplace}',
  'press.role': 'Role',
  'press.noRole': 'No role given',
  'press.fewer': 'fewer than {minimumCell, number}, or withheld',
  'press.names': 'By name',
  'press.namesCount':
    '{names, plural, one {One of them is} other {# of them are}} named, by {names, plural, one {a wish} other {wishes}} of their own.',
  'press.namesNone':
    'In this edition nobody is named. That is no sign of anything: to be named is a choice of each signer.',
  'press.namesMeans':
    'Where an address stands, the evidence proves that whoever signed with this name held this mailbox. Where none stands, the organizers checked that. A certificate proves the mailbox, not the name.',
  'press.struck':
    '{struck, plural, one {One name was} other {# names were}} left out by the organizers, as false or abusive.',

  'press.verification': 'How it was verified',
  'press.howMailbox': 'A mailbox each.',
  'press.howMailboxMeans':
    'Whoever wanted to sign proved to {issuers} that she reads a mailbox at the workplace: {methods}. For each mailbox {issuers} vouched once, for this letter only.',
  'press.howBlind': 'Nobody knows who.',
  'press.howBlindMeans':
    'It vouched blindly, as one signs through an envelope: it can’t tell which signature came of whose mailbox, nor can this server.',
  'press.howOnce': 'Each once.',
  'press.howOnceMeans':
    'The evidence holds every signature by itself. Anybody can check each, see that none stands twice, and count.',
  'press.howText': 'This text, no other.',
  'press.howTextMeans':
    'The letter’s link is made from its text and terms, every organizer signed them before the first employee did, and each signature is over them.',
  'press.notProven': 'What that doesn’t prove',
  'press.notPerson': 'That a mailbox is a person, or that a name is right. What was checked is the mailbox.',
  'press.notIssuer':
    'That only employees were vouched for. The count is as honest as {issuers}, and as whoever runs the mailboxes, who could sign in place of staff.',
  'press.notRoles':
    'That the roles are right. They are what signers said, and the table is the word of this server.',
  'press.notOrganizers': 'Who the organizers are, and that nobody was pressed to sign.',
  'press.notHeadcount': 'The headcount. The organizers gave it.',

  'press.evidence': 'Check it yourself',
  'press.evidenceMeans':
    'The evidence is one file. Everything that it takes is in it, and it can be checked without a network, for ever.',
  'press.bundle': 'The evidence (bundle)',
  'press.digest': 'SHA-256',
  'press.verifier': 'The verifier, a single page that works without a network',
  'press.verifierMeans':
    'Save both, open the page from your disk, and drop the evidence on it. Better still, get the page or the program from a source that you trust, not from this server.',
  'press.commandLine': 'Or on the command line:',
  'press.files': 'This page in other forms',
  'press.text': 'Plain text',
  'press.csv': 'Table (CSV)',
  'press.feed': 'Feed of this letter (Atom)',
  'press.print': 'For a PDF, print this page: it is made for that.',
  'press.printPrivate':
    'For a PDF, print this page: it is made for that. Leave out your browser’s own headers and footers, which may show your private link.',
  'press.cite': 'Cite this',
  'press.citation':
    '“{title}”, letter to {addressee} from {count, plural, one {# employee} other {# employees}} of {workplaces}, as of {asOf}. Edition {edition}. {url}',
  'press.citeMeans':
    'The edition’s address is made from what it says, and stays for ever. A later edition has another address.',
  'press.qr': 'QR code of the address of this page',
  'press.fromLetter': 'For the press',

  'share.release': 'Pass on what was released',
  'share.toPress': 'The page for the press',
  'share.releaseLead':
    'These are plain links to other sites: nothing goes there before you press one, and nothing in them says who did.',
  'share.mastodon': 'Mastodon',
  'share.bluesky': 'Bluesky',
  'share.linkedin': 'LinkedIn',
  'share.mail': 'Mail',
  'share.copy': 'A text to copy',
  'share.linkedinMeans': 'LinkedIn takes the link alone: paste the text there yourself.',
  'share.onMastodon':
    '{count, plural, one {One employee} other {# employees}} of {workplaces} signed a letter to {addressee}: “{title}”. Anybody can check the number. {url}',
  'share.onBluesky':
    '{count, plural, one {One employee} other {# employees}} signed a letter to {addressee}: “{title}”. Anybody can check the number. {url}',
  'share.inMailSubject':
    'A letter from {count, plural, one {one employee} other {# employees}} of {workplaces}',
  'share.inMail':
    '{count, plural, one {One employee} other {# employees}} of {workplaces} signed a letter to {addressee}:\n\n“{title}”\n\nThe letter, the number, and how anybody can check it:\n{url}',
  'share.toCopy':
    '{count, plural, one {One employee} other {# employees}} of {workplaces} signed a letter to {addressee}: “{title}”. Each signature comes from a work mailbox of its own, and anybody can check how many there are: {url}',

  'feed.title': '“{title}”, a letter to {addressee}',
  'feed.subtitle': 'What is released of it, and what happens then.',
  'feed.edition': '{count, plural, one {# signature} other {# signatures}} released',
  'feed.editionMeans': 'An edition of “{title}”, with its evidence: {url}',

  'picture.from': 'A letter to',
  'picture.aLetter': 'A letter from employees',
  'picture.collecting': 'Collecting signatures',
  'picture.count': '{count, plural, one {# employee has signed} other {# employees have signed}}',
  'picture.released': '{count, plural, one {# signature} other {# signatures}}, and anybody can check',
  'picture.lapsed': 'This letter lapsed',
  'picture.cancelled': 'This letter was taken back',
  'picture.alt': 'The letter’s title and addressee, and how it stands: {standing}',
  'preview.released': '{count, plural, one {# employee} other {# employees}}: {title}',

  'error.edition_not_found.title': 'There is no such edition here',
  'error.edition_not_found.detail':
    'Check the link, all of it. Was it given to you for yourself? Then ask whoever did: such a link can be called back.',
} as const;
