// English: what the pages say that aren’t a letter’s. ICU MessageFormat; a key is the page or part, then the element.

export const enSite = {
  'site.name': 'Undersigned',
  'site.skip': 'Skip to the text',
  'site.about': 'About',
  'site.privacy': 'Privacy',
  'site.imprint': 'Imprint',
  'site.accessibility': 'Accessibility',
  'site.report': 'Report a letter',
  'markdown.notes': 'Notes',
  'markdown.note': 'Note',
  'markdown.back': 'Back to the text',
  'home.title': 'What many think, said together',
  'home.lead':
    'Letters from employees to their own company. Each signature is anonymous, each comes from a colleague, and anybody can check how many there are.',
  'home.signTitle': 'You were sent a letter',
  'home.signText':
    'Open the link that you were given. Read, see who could find out, and sign with your work address in under two minutes. No account.',
  'home.organizeTitle': 'You want to start one',
  'home.organizeText':
    'Write it with colleagues. It is frozen before anybody signs, and nobody is told a number until enough have signed.',
  'home.reportTitle': 'You report on one',
  'home.reportText':
    'Each released letter comes with a file that proves its count, by itself, without trusting this server.',
  'home.released': 'Released letters',
  'home.noneReleased':
    'None here. Until its organizers release it, a letter is shown only to whoever has its link.',
  'home.to': 'To',
  'home.count': '{count, plural, one {# signature} other {# signatures}}',
  'home.asOf': 'as of',
  'home.start': 'Start a letter',
  'home.startNeeds':
    'You need two colleagues, twelve words each, and the mail domains of your workplace. You write the text together, set the number from which on it is announced, and decide how many of you must agree to a release. All of you sign it; then there is one link, the same for everybody.',
  'home.startLink': 'Organize a letter',
  'home.startInvite':
    'This server asks for an invitation code before a letter is started. Its operator gives them out.',
  'home.api': 'The description of the API',
  'home.verify': 'Check a count',
  'home.verifyHere':
    'The file of a released letter is checked on your own computer: drop it on a page that reads every signature in it and sends nothing.',
  'home.verifyPage': 'Check a file here',
  'home.verifyWhat':
    'Or don’t trust this server’s page: get the program from a source that you trust, not from here, and run:',
  'home.verifyOpenssl':
    'Or trust none of our code: with the program comes a page, “Verifying a bundle with openssl”, whose eighty lines of shell check the same signatures.',
  'home.verifyNames': 'BUNDLE is the file; LETTER-ID are the 32 characters at the end of the letter’s link.',
  'home.promised': 'What it can do, and what it can’t',
  'home.promises':
    'Nobody can tell which employee made which signature, not even whoever holds the databases. Below its threshold, nobody is told how many have signed. One mailbox signs once.',
  'home.limits':
    'It can’t hide that you visited this site from a work device or a work network, nor from your employer’s mail system that you were sent a code.',
  'home.about': 'Who runs this, and how it works',
  'home.privacy': 'What is known about you',
  'home.issuerTitle': 'This server mails codes',
  'home.issuerLead':
    'It is an issuer: for letters at other addresses, it makes sure that whoever signs has a mailbox at her workplace. It can’t tell which signature is whose.',
  'home.issuerCode':
    'Did you get a code that you didn’t ask for? Somebody typed your address. Nothing happens with it unless you use it; you can ignore the mail.',
  'texts.operator': 'Operator',
  'texts.contact': 'Contact',
  'texts.noOperator': 'nobody who gave a name (this server is not for real letters)',
  'texts.noContact': 'none given',
  'report.title': 'Report a letter',
  'report.lead':
    'If a letter here is unlawful, harms somebody, or isn’t what it says it is, write to whoever runs this server.',
  'report.what': 'What to write',
  'report.whichLink': 'Which letter: its link, or the 32 characters at the end of it.',
  'report.whichId': 'Which letter:',
  'report.why': 'What is wrong with it: which sentence, and why.',
  'report.who': 'How you can be answered, if you want an answer.',
  'report.notYourself':
    'Don’t write whether you signed, and don’t write from a work mailbox: your employer may read it.',
  'report.then': 'What happens then',
  'report.takeDown':
    'The operator may take a letter down. Then nobody can read or sign it here any more, and in its place stand the date and the reason.',
  'report.cannot':
    'The operator can’t change a letter: with another text it would have another link. Nor can the operator tell who signed, or take out single signatures. What was released and copied stays with those who copied it.',
  'error.home': 'To the first page',
  'error.operator': 'Who runs this server',
  'error.bad_request.title': 'This address can’t be read',
  'error.bad_request.detail': 'Something in it is mistyped. Open the whole link again.',
  'error.internal.title': 'Something went wrong on this server',
  'error.internal.detail':
    'It wasn’t you. Try again in a minute. If it keeps happening, tell whoever runs this server.',
  'error.letter_not_found.title': 'There is no such letter here',
  'error.letter_not_found.detail':
    'Check the link: a letter’s link ends in 32 characters, and if one of them is missing, it leads here. If the link is right, ask whoever gave it to you.',
  'error.letter_withheld.title': 'This letter was taken down',
  'error.letter_withheld.detail':
    'The operator of this server took it down. It can’t be read or signed here any more.',
  'error.withheldOn': 'Taken down on',
  'error.withheldNoDate': 'not said',
  'error.withheldReason': 'Reason',
  'error.withheldNoReason': 'none given',
  'error.not_found.title': 'There is nothing here',
  'error.not_found.detail': 'The address may be mistyped or cut off. Open the whole link again.',
  'error.too_many_requests.title': 'That was too much at once',
  'error.too_many_requests.detail': 'Wait a minute, then load the page again.',
  'error.unavailable.title': 'This server is busy',
  'error.unavailable.detail': 'Load the page again in a minute. Nothing is lost.',
  'error.uri_too_long.title': 'This address is too long',
  'error.uri_too_long.detail': 'Something was added to it. Open the link as you were given it.',
  'dev.inbox': 'Mail that this server sent',
  'dev.inboxMeans': 'Kept in memory, readable by everybody, and never part of a server in production.',
  'dev.noMail': 'No mail.',
  'dev.wholeMail': 'The whole mail',
  'dev.styles': 'Every element of the design',
  'dev.stylesMeans': 'Colours follow the device: light or dark.',
  'dev.text':
    'We, the undersigned, work here because we believe in what this company says it is for. We ask you to act on it.',
  'dev.soft': 'Soft text, for what matters less.',
  'dev.small': 'Small text.',
  'dev.link': 'A link',
  'dev.heading': 'A heading',
  'dev.subheading': 'A smaller heading',
  'dev.markdown':
    '> What somebody said, quoted.[^1]\n\n1. One, with *emphasis*\n2. Two, with **weight** and `code`\n\n| What | How many |\n| --- | --: |\n| Workplaces | 3 |\n\n[^1]: A footnote.',
  'dev.controls': 'What is pressed, typed into and chosen',
  'dev.button': 'Sign the letter',
  'dev.quiet': 'Sign later instead',
  'dev.disabled': 'Not yet',
  'dev.field': 'Work address',
  'dev.hint': 'What helps with it.',
  'dev.errorText': 'What is wrong, and what to do.',
  'dev.select': 'Workplace',
  'dev.code': 'Code',
  'dev.area': 'Text',
  'dev.choices': 'How to appear',
  'dev.choice': 'Anonymous',
  'dev.parts': 'What pages are put together from',
  'dev.notice': 'A notice',
  'dev.term': 'A term',
  'dev.details': 'Details, one tap away',
  'dev.progress': 'Reading the list',
  'dev.step': 'A step',
  'dev.prose': 'Running text',

  // Where letters are made, before its script has come.
  'organize.pageTitle': 'Organize',
  'organize.title': 'Organize a letter',
  'organize.lead':
    'You write it together, agree on its terms, and open it. Who signs, nobody tells you; what is released, you decide together.',
  'organize.device':
    'Use a device and a network that aren’t your employer’s: on those, everything that you do here can be seen.',
  'organize.draftTitle': 'A draft',
  'organize.draftLead': 'Only its organizers can read it. What you write is saved as you go.',
  'organize.noScript': 'To organize, allow JavaScript for this page: your key is made on your device.',
  'organize.all': 'Start, or find your letters',
  'organize.loading': 'Loading …',
  'organize.notLoaded': 'This page could not be loaded whole. Check your connection.',
  'organize.tryAgain': 'Try again',
  'release.pageTitle': 'Organize',
  'release.title': 'A letter of yours',
  'release.lead':
    'How it stands, and what you and the others still have to do. Only its organizers see more here than everybody does.',
  'release.noScript':
    'To release a letter, allow JavaScript for this page: what you sign is checked and signed on your device.',
  'release.loading': 'Loading …',
  'release.notLoaded': 'This page could not be loaded whole. Check your connection.',
  'release.tryAgain': 'Try again',
  'organize.previewTitle': 'A preview',
  'organize.previewWaits': 'The letter appears here.',
  'organize.noTitle': 'The title',
  'organize.noAddressee': 'To whom it is',
} as const;
