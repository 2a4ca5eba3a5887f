// English: what a letter’s pages say. ICU MessageFormat; a key is the page or part, then the element.

export const en = {
  'letter.pageTitle': 'A letter',
  'letter.languages': 'This letter in other languages',
  'letter.binding': 'This is a translation. What is signed is the text in {language}.',
  'letter.toBinding': 'To the text that is signed',
  'letter.inUtc': '({time} UTC)',
  'letter.sign': 'Sign',
  'letter.noScript':
    'To sign, allow JavaScript for this page: the keys that keep you anonymous are made on your device.',
  'letter.employeesOf': 'Employees of {workplaces}',
  'letter.manyWorkplaces': '{workplace} and {more, number} more workplaces',
  'letter.whoLink': 'Who could find out that I signed?',
  'letter.mineLink': 'I have already signed',
  'letter.shareLink': 'Pass it on',
  'letter.reportLink': 'Report this letter',
  'letter.collecting':
    'Collecting signatures. Their number is shown once there are {threshold, number}, and not before.',
  'letter.reached': '{count, plural, one {One employee has} other {# employees have}} signed.',
  'letter.share': 'That is {share} of the {headcount, number} who work there.',
  'letter.soon': 'It can be signed from {when} on.',
  'letter.ready': 'Get ready to sign now; signatures are taken from {from} on, until {closes}.',
  'letter.open': 'Open until {closes}.',
  'letter.openEarly': 'Its organizers decided to close it early, on {closes}.',
  'letter.closed': 'This letter closed on {closes}. It can’t be signed any more.',
  'letter.lapsed':
    'This letter lapsed: when it closed on {closes}, fewer than {threshold, number} had signed. Nothing was released, and the keys to what had been signed are destroyed.',
  'letter.cancelled':
    'Its organizers took this letter back. It can’t be signed any more, and the keys to what had been signed are destroyed.',
  'letter.released': 'Released',
  'letter.edition':
    '{count, plural, one {One signature} other {# signatures}} as of {when}, with {evidence} that anybody can check.',
  'letter.evidence': 'the evidence',
  'letter.terms': 'What you agree to by signing',
  'letter.whoCanSign': 'Who can sign',
  'letter.domains': 'Mailboxes at {domains}.',
  'letter.headcount': '{headcount, plural, one {One person works} other {# people work}} there.',
  'letter.oneEach': 'One mailbox, one signature.',
  'letter.when': 'When',
  'letter.fromTo': 'From {opens} until {closes}.',
  'letter.below': 'Below {threshold} signatures',
  'letter.belowMeans':
    'No number is shown, not even to the organizers. If it is still below at the close, the letter lapses: nothing is released, and the keys to what was signed are destroyed.',
  'letter.above': 'From {threshold, number} on',
  'letter.aboveMeans':
    'Everybody is shown the number, in steps of {countStep, number}. It is counted {unit, select, hour {{every, plural, one {every hour} other {every # hours}}} minute {{every, plural, one {every minute} other {every # minutes}}} other {{every, plural, one {every second} other {every # seconds}}}}, and announced when it was high enough twice in a row, or at the close.',
  'letter.smallGroups':
    'A workplace counts from {minimumCell, number} signatures on, so that no small group stands alone.',
  'letter.release': 'Release',
  'letter.releaseMeans':
    'The number with its proof, and the names of those who agreed, are published if {approvals, number} of the {organizers, number} organizers want it.',
  'letter.releaseBy': 'What isn’t released by {when} never will be: then the keys are destroyed.',
  'letter.shown': 'What is shown of you',
  'letter.shownAnonymous': 'You choose. Anonymous: you are counted, and that is all.',
  'letter.shownRole':
    'By role: how many have signed as {roles}. Groups of fewer than {minimumCell, number} aren’t shown.',
  'letter.shownName': 'By name: your name, if the organizers release names.',
  'letter.shownNameIf':
    'By name: your name, if the organizers release names; on your condition, only if at least {conditions} are named.',
  'letter.organizers': 'Organizers',
  'letter.organizersMeans':
    'They chose these names themselves, and nobody checked them. Somebody whom you trust should know who they are.',
  'letter.issuers': 'Who checks mailboxes',
  'letter.issuersMeans':
    'It vouches that you are an employee, and can’t tell your signature from the others.',
  'letter.occasion': 'Occasion',
  'letter.press': 'For journalists',
  'letter.supersedes': 'Replaces',
  'letter.supersedesLink': 'an earlier letter',
  'letter.unchanged': 'If a word changes',
  'letter.unchangedMeans':
    'The link to this letter is made from its text and these terms. Change one word, and it is another link.',
  'who.title': 'Who could find out that I signed?',
  'who.lead':
    'Nobody is shown who signed, except those who choose to be named. But signing leaves traces, and this is who may see them.',
  'who.mail': 'Your employer’s mail system',
  'who.mailCan':
    'It can see that you were sent a code, and when; the mail names no letter. It can’t see whether you signed.',
  'who.mailCannot':
    'Whoever runs it could take codes from your mailbox: that shows who asked for one, and lets it sign in place of those who didn’t.',
  'who.device': 'A work device or network',
  'who.deviceCan':
    'A work device may record everything: the screen, what you type, what you visit. Nothing here helps against that. A work network can see that you visited this site.',
  'who.colleagues': 'Colleagues',
  'who.colleaguesCan':
    'They can’t ask here whether you signed: every answer is the same. If one types your address, you get a code that you didn’t ask for, and nothing else happens.',
  'who.words': 'If you save twelve words: whoever finds them can find your signature.',
  'who.organizers': 'The organizers',
  'who.organizersCan':
    'They see what everybody sees. A name can be read only if its owner signed by name, and only when {approvals, number} of them agree. With a name they read the work address that it came with; it is published only if its owner said so.',
  'who.organizersMayBe': 'If you don’t know who they are, one of them may be your employer.',
  'who.operator': 'Who runs this server',
  'who.operatorCan':
    'They can know how many have signed, and can test whether a certain address got a code. They can’t tell which signature is whose.',
  'who.operatorWatching':
    'If they watch while you ask for a code and sign right after, from the same place, they can guess.',
  'who.operatorPage': 'They deliver this page, and could deliver a false one.',
  'who.readers': 'Journalists and readers',
  'who.readersCan': 'They get what is released: signatures without names, and the names of those who agreed.',
  'who.us': 'Us, who wrote this software',
  'who.usCan': 'Nothing is sent to us, or to any other site: no statistics, no cookies.',
  'who.advice': 'What helps',
  'who.adviceDevice': 'Your own phone or computer, on your own connection, not the company’s.',
  'who.adviceLater':
    'Asking for the code now and signing later, best from another network or with Tor Browser.',
  'who.adviceWords':
    'Telling nobody that you signed, and keeping your words, if you save them, on paper at home.',
  'who.back': 'Back to the letter',
  'share.title': 'Pass this letter on',
  'share.lead': 'The link is the same for everybody. Nothing in it says who passed it on.',
  'share.link': 'The link',
  'share.text': 'A text to copy',
  'share.message': 'A letter to {addressee}: “{title}”. Read it, and decide for yourself: {url}',
  'share.code': 'A code to scan',
  'share.codeLabel': 'QR code of the link to this letter',
  'share.codeFile': 'Save the code as a picture',
  'share.poster': 'A poster to print',
  'share.advice': 'Not over work mail, work chat or a work device: there it can be seen who passes it on.',
  'share.back': 'Back to the letter',
  'poster.title': 'A poster',
  'poster.print': 'Print this page on A4 or Letter paper: only the sheet below is printed.',
  'poster.back': 'Other ways to pass it on',
  'poster.for': 'For everybody who works at {workplaces}',
  'poster.letterTo': 'A letter to {addressee}',
  'poster.scan': 'Read it on your own phone, on your own connection, not the company’s.',
  'poster.until': 'Open until {closes}.',

  // Signing: what stands on the letter's page before its script has come.
  'sign.loading': 'Checking the letter …',
  'sign.notLoaded': 'Signing could not be loaded. Check your connection.',
  'sign.tryAgain': 'Try again',
  'sign.begunUnfinished': 'You began to sign this letter on this device.',
  'sign.begunLater': 'You have not signed this letter yet: your signature waits on this device.',
  'sign.begunRecorded': 'Something of yours for this letter is kept on this device.',
  'sign.begunGoOn': 'Go on',
  'sign.begunLook': 'Look at it',

  // For those who come back: what stands there before its script has come.
  'mine.title': 'Come back to a letter',
  'mine.heading': 'Come back to your signature',
  'mine.lead':
    'Here you see whether you are recorded, change how you appear, or withdraw. It takes the twelve words that you saved, or your pass; nobody needs to be asked.',
  'mine.stays':
    'Words and pass stay on your device. It makes keys of them, and only what these sign is sent.',
  'mine.noScript':
    'To come back, allow JavaScript for this page: the keys to your signature are made from your words, on your device.',
  'mine.loading': 'Checking the letter …',
  'mine.notLoaded': 'This page could not be loaded whole. Check your connection.',
  'mine.tryAgain': 'Try again',
  'mine.toLetter': 'The letter',
} as const;
