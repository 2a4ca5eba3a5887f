// English: what is said to organizers in the browser, from their key to the letter that is open. ICU MessageFormat.

export const enOrganize = {
  'organize.busy': 'One moment …',
  'organize.back': 'Back',
  'organize.no': 'No',
  'organize.tryAgain': 'Try again',
  'organize.otherWords': 'Use other words',
  'organize.signOut': 'Sign out here',
  'organize.signOutWhat': 'Removes your key from this tab. Your words bring it back.',
  'organize.signingIn': 'Signing in …',

  'organize.key.heading': 'Your key is twelve words',
  'organize.key.invited':
    'You were invited to organize a letter. First your key: there is no account here, and nobody asks for your address.',
  'organize.key.what':
    'With twelve words you organize: you write, sign and release with them. There is no account, no address and no password.',
  'organize.key.lost':
    'Nobody can restore them, neither the server nor the other organizers. If too many of you lose theirs, nothing can be released.',
  'organize.key.shared':
    'Whoever has them acts as you. Don’t send them to anybody, and don’t photograph them.',
  'organize.key.linked':
    'One set for several letters shows everybody that the same person organized them. Make new ones for each letter, unless that is what you want.',
  'organize.key.make': 'Make new words',
  'organize.key.have': 'I have words',
  'organize.key.tab':
    'The words are kept nowhere. Your key stays in this tab, for twelve hours at most, until you sign out or close it.',
  'organize.words.heading': 'Write these down',
  'organize.words.write':
    'On paper, in this order, and keep it at home. You are asked for three of them next.',
  'organize.words.secret': 'Nobody can show them to you again.',
  'organize.words.written': 'I have written them down',
  'organize.words.print': 'Print',
  'organize.words.askHeading': 'Three of your words',
  'organize.words.ask': 'Type them from your paper, so that you know it is right.',
  'organize.words.which': 'Word {number}',
  'organize.words.wrong': 'That isn’t word {number}. Look at your paper, or at the words once more.',
  'organize.words.done': 'Go on',
  'organize.words.again': 'Show me the words again',
  'organize.enter.heading': 'Your twelve words',
  'organize.enter.label': 'Your words',
  'organize.enter.hint': 'All twelve in their order, with spaces between them. They don’t leave your device.',
  'organize.enter.go': 'Go on',
  'organize.again.heading': 'Your words once more',
  'organize.again.what':
    'You have been signed in for twelve hours, or signed out elsewhere. Type the same words, and you go on where you were. Nothing that you wrote is lost.',

  'organize.label': 'What the letter calls you',
  'organize.labelHint':
    'A made-up name that everybody sees, such as “Heron”: plain letters and digits, not your own name.',
  'organize.start.heading': 'Start a letter',
  'organize.start.what':
    'You write it with at least one other organizer, better with two. Nothing is public until all of you have signed it.',
  'organize.start.copied':
    'The new letter begins with the text and terms that you copied. Choose its times anew.',
  'organize.start.invitation': 'Invitation code',
  'organize.start.invitationHint':
    'Sixteen characters, from whoever runs this server. One code starts one letter.',
  'organize.start.replace': 'Does it take the place of an older letter?',
  'organize.start.old': 'Link of the older letter',
  'organize.start.oldHint':
    'Its text and terms are copied, and the new one says that it replaces it. It must be on this server.',
  'organize.start.busy': 'Starting …',
  'organize.start.go': 'Start',
  'organize.mine.heading': 'Your letters',
  'organize.mine.untitled': 'A letter without a title yet',
  'organize.mine.state':
    '{state, select, draft {being written} sealed {waiting for signatures of its organizers} other {open}}',
  'organize.mine.remember': 'Remember on this device which letters I organize',
  'organize.mine.rememberWhat':
    'Only the numbers of drafts are kept, nothing of what they say. Leave it off on a device that others use.',
  'organize.mine.byLink': 'Without, keep the address of each draft: with it and your words you come back.',

  'organize.join.heading': 'Join as an organizer',
  'organize.join.what':
    'You see the draft, write in it, and sign it. Everybody who organizes has the same say in what it says and in what is released. The label can’t be changed later.',
  'organize.join.go': 'Join',
  'organize.draft.loading': 'Loading the draft …',
  'organize.draft.notYours': 'This draft isn’t open to your words',
  'organize.draft.alone': 'A draft that nobody changes for 90 days is deleted.',
  'organize.gone.heading': 'This draft isn’t there any more',
  'organize.gone.what':
    'Nobody changed it for 90 days, or not all of you signed it within seven days after it was sealed; or whoever started it has removed you.',
  'organize.gone.kept':
    'What you had before you is still in this tab. Copy it to a new draft, if you want to keep it.',

  'organize.chapters': 'Parts of the draft',
  'organize.chapter.organizers': 'Organizers',
  'organize.chapter.text': 'Letter',
  'organize.chapter.translations': 'Translations',
  'organize.chapter.workplaces': 'Workplaces',
  'organize.chapter.terms': 'Threshold and dates',
  'organize.chapter.appear': 'Roles and names',
  'organize.chapter.review': 'Review',
  'organize.next': 'Next: {chapter}',
  'organize.ofEntry': '{label}, {what, select, translations {translation} other {workplace}} {number}',
  'organize.saving':
    '{saving, select, saved {Everything is saved.} saving {Saving …} other {Not saved yet …}}',
  'organize.notSaved': 'Not saved yet: {why} It is kept in this tab and tried again.',
  'organize.conflict.heading': 'Two of you changed the same thing',
  'organize.conflict.what':
    'Another organizer saved while you were writing. Choose what stays. Until then hers stands in the draft, and yours is kept here.',
  'organize.conflict.whose': '{whose, select, mine {Yours} other {In the draft}}',
  'organize.conflict.take': '{whose, select, mine {Take mine} other {Leave it as it is}}',
  'organize.conflict.removed': '(removed)',
  'organize.conflict.first':
    '{count, plural, one {In one place two of you differ: choose above.} other {In # places two of you differ: choose above.}}',

  'organize.text.heading': 'The letter',
  'organize.text.what':
    'Everybody who signs, signs these words. After all organizers have signed, nobody can change them.',
  'organize.text.language': 'Language of the letter',
  'organize.text.languageHint': 'The one that is signed. Translations come beside it.',
  'organize.text.addressee': 'To',
  'organize.text.addresseeHint': 'Whom the letter addresses: “Dear Ms Lindqvist” or “The board of Cumulus”.',
  'organize.text.title': 'Title',
  'organize.text.titleHint': 'What you ask for, in one line.',
  'organize.text.summary': 'In one sentence',
  'organize.text.summaryHint': 'Shown where the letter is listed.',
  'organize.text.summaryLeft': '{left, plural, one {# character left.} other {# characters left.}}',
  'organize.text.body': 'The text',
  'organize.text.bodyHint':
    'Each line is shown as one; an empty line begins a new paragraph. Sources as footnotes.',
  'organize.text.occasion': 'Occasion (may stay empty)',
  'organize.text.occasionHint':
    'What the letter is about, for those who don’t know: a contract, a decision, a day.',
  'organize.text.pressContact': 'Contact for the press (may stay empty)',
  'organize.text.pressContactHint':
    'Published with the letter. Journalists need a person to call; take an address that isn’t yours and isn’t at work.',
  'organize.text.supersedes': 'Replaces',
  'organize.text.supersedesWhat':
    'This letter takes the place of an older one, and says so with a link to it.',
  'organize.text.supersedesNot': 'It doesn’t replace another letter',
  'organize.text.showPlace': 'Show me where',
  'organize.help.summary': 'How to write headings, lists, links and footnotes',
  'organize.help.paragraph': 'Paragraph',
  'organize.help.paragraphTyped': 'One paragraph.\n\nAnother one, after an empty line.',
  'organize.help.emphasis': 'Stress',
  'organize.help.emphasisTyped': 'We ask *again*, and **in public**.',
  'organize.help.heading': 'Heading',
  'organize.help.headingTyped': '# What we ask for\n\n## In the first year',
  'organize.help.list': 'List',
  'organize.help.listTyped': '- First\n- Second\n  - and what belongs to it\n\n1. Or with\n2. numbers',
  'organize.help.link': 'Link (its address is shown, too)',
  'organize.help.linkTyped': '[The report](https://news.example/report)\nhttps://news.example/report',
  'organize.help.note': 'Footnote, at the end of the text',
  'organize.help.noteTyped': 'It was signed in March.[^1]\n\n[^1]: The Daily Example, 3 March.',
  'organize.help.quote': 'Quotation',
  'organize.help.quoteTyped': '> We will never do this.',
  'organize.help.table': 'Table',
  'organize.help.tableTyped': '| Year | Accidents |\n| --- | --: |\n| 2018 | 19 |',
  'organize.help.sign': 'A sign that is only a sign',
  'organize.help.signTyped': '\\* \\[ \\] \\| \\\\\n2018\\. \\- \\#',
  'organize.help.not':
    'That is all there is: no pictures, no HTML. What can’t be read so is told while you write. Spaces and invisible signs that come along when you paste are taken out.',
  'organize.preview.heading': 'As it will look',
  'organize.preview.what':
    'The page itself, drawn by the server of what stands here now. Its links lead nowhere yet.',
  'organize.preview.problem':
    '{problem, select, unfinished {It waits until the text can be drawn: see what is said below it.} busy {Drawn often enough for a minute: it comes again by itself.} other {It can’t be drawn now. What you write is kept all the same.}}',

  'organize.translations.heading': 'Translations',
  'organize.translations.what':
    'For colleagues who read another language better. What is signed is the letter in its own language; each translation says so.',
  'organize.translations.language': 'Another language',
  'organize.translations.add': 'Add a translation',
  'organize.translations.which': 'Which one you are writing',
  'organize.translations.remove': 'Remove the translation: {language}',
  'organize.translations.removeSure': 'Its text is deleted, for all of you.',
  'organize.translations.removeYes': 'Yes, remove it',

  'organize.error.login': 'Signing in didn’t work. Check the clock of your device, and try again.',
  'organize.error.count':
    '{count, plural, =0 {Type your twelve words.} one {That is one word. There are twelve.} other {These are # words. There are twelve.}}',
  'organize.error.otherWords': 'These are another set of words. Type those that you opened this page with.',
  'organize.error.label': 'Give yourself a label: up to 60 plain letters, digits and signs, without accents.',
  'organize.error.labelTaken': 'Another organizer has this label. Choose another one.',
  'organize.error.oldLetter': 'This isn’t the link of a letter: it ends in /l/ and 32 characters.',
  'organize.error.invitation':
    'This code isn’t good. Check its sixteen characters; it may be used already, too old, or taken back. Then ask whoever runs this server for another.',
  'organize.error.invitationTries':
    'Too many codes were tried. Wait ten minutes, then type it as it was given to you.',
  'organize.error.invite':
    'This invite opens no draft. Ask whoever invited you for the whole link again; an older one may have been replaced.',
  'organize.error.alreadyJoined': 'You are one of the organizers already.',
  'organize.error.removal': 'Only whoever started the draft can remove others.',
  'organize.error.draftFull': 'This draft has as many organizers as a letter may have.',
  'organize.error.draftNotFound':
    'There is no such draft for these words. Check the address, and use the words that you joined with. Drafts that nobody changes for 90 days are deleted, and whoever started one can remove others.',
  'organize.error.draftChanged':
    'Another organizer changed something in this moment. Look at it, then try again.',
  'organize.error.draftSealed': 'The draft was sealed in the meantime.',
  'organize.error.draftRefused': 'The server doesn’t take this as it is. Change it, then seal again.',
  'organize.error.allMustAgree': 'All organizers would have to agree to every release: confirm that first.',
  'organize.error.openingTooLate': 'The closing time is over. Copy it to a new draft with other times.',
  'organize.error.issuer':
    'Whoever checks the mailboxes doesn’t answer. Nothing has changed; try again in a few minutes.',
  'organize.error.mismatch':
    'What the server shows isn’t what was written. Don’t sign, and tell the other organizers.',
  'organize.error.tooLarge': 'The draft is too long: shorten the letter or its translations.',
} as const;
