// English: what is said to those who come back to their signature. ICU MessageFormat, compiled when islands are built.

export const enMine = {
  'mine.enter.heading': 'Twelve words, or a pass',
  'mine.enter.label': 'Your twelve words, or your pass',
  'mine.enter.hint': 'In their order. Capitals, numbers and lines between them don’t matter.',
  'mine.enter.go': 'Go on',
  'mine.enter.file': 'Open a file',
  'mine.enter.busy': 'Asking whether anything is recorded …',
  'mine.enter.lostSummary': 'Neither words nor pass?',
  'mine.enter.lost':
    'Then nothing can be looked up or changed here, by anybody: no server knows which signature is yours. If you signed, it counts. Anything that this device still keeps is named above.',

  'mine.kept.heading': 'On this device',
  'mine.kept.begun': 'Something that you began for this letter is kept here.',
  'mine.kept.pass': 'A pass is kept here. It signs nothing by itself.',
  'mine.kept.sending': 'A signature was sent from here, and no answer came yet.',
  'mine.kept.words': 'Your twelve words are kept here.',
  'mine.kept.receipt': 'Your receipt is kept here. To change anything you need your words, too.',
  'mine.kept.goOn': 'Go on with it',

  'mine.carried.heading': 'Your pass is here',
  'mine.carried.what':
    'It signs nothing by itself: not yet signed, unless you have signed with it before, here or on another device.',
  'mine.carried.sign': 'Sign with it',
  'mine.carried.look': 'I have signed with it',
  'mine.carried.secret':
    'If you haven’t, press the first: to look asks the server about your key before it has your signature.',

  'mine.nothing.heading': 'Nothing is recorded',
  'mine.nothing.words':
    'Nothing was signed with these words for this letter. Are they the ones that you saved for it? Each letter has its own.',
  'mine.nothing.pass': 'Nothing was signed with this pass yet.',
  'mine.nothing.lostDevice':
    'If you saved them to sign later and lost the device with your pass: ask for a code with the same words and the same work address, and sign.',
  'mine.nothing.ask': 'Ask for a code with these words',

  'mine.known.heading': 'Recorded.',
  'mine.known.what':
    'What you decided last is recorded. What it was, nobody is told here: not you, and not whoever makes you show them this page.',
  'mine.known.doHeading': 'Changed your mind?',
  'mine.known.do':
    'As long as the letter is open you can appear in another way, or withdraw; and after that sign again, as often as you like.',
  'mine.known.change': 'Change how I appear',
  'mine.known.withdraw': 'Withdraw',
  'mine.closed': 'This letter takes no signatures or changes any more.',

  'mine.published.heading': 'What is published',
  'mine.published.reading': 'Looking what is published …',
  'mine.published.progress': 'Records read',
  'mine.published.progressOf':
    'Reading what is published: {read, number} of {all, number}. All of it, so that nobody sees whose you look for.',
  'mine.published.none': 'Nothing yet. Once something is, you see here how you appear in it.',
  'mine.published.notYet': 'What is published shows the signatures as of {time}. Yours isn’t among them.',
  'mine.published.notYetWhy':
    'It may have come later, may wait until enough others sign from your workplace, or you had withdrawn.',
  'mine.published.counted': 'Your signature is among those that were published as of {time}, without a name.',
  'mine.published.countedWhat':
    'Whether with a role or without, it doesn’t tell: roles are published only as numbers.',
  'mine.published.named': 'Your signature is among those that were published as of {time}, with this:',
  'mine.published.name': 'Name',
  'mine.published.title': 'Title',
  'mine.published.address': 'Work address',
  'mine.published.proof':
    'Your device has checked this. The proof, as a file, shows it to anybody; whoever has it knows that the signature is yours.',
  'mine.published.saveProof': 'Save the proof',
  'mine.published.again': 'Try again',

  'mine.change.heading': 'Change how you appear',
  'mine.change.what':
    'What you choose here takes the place of what you chose before. If you have withdrawn, you sign again by it. What you chose before can’t be read, so it isn’t shown.',
  'mine.change.needsPassHeading': 'A name takes your mailbox once more',
  'mine.change.needsPass':
    'So that nobody signs by another’s name, it needs proof from your mailbox: ask for a new code, with these words and the same work address. Your employer’s mail system can see that you were sent one. With a pass from a file you need none.',
  'mine.change.ask': 'Go on to the code',
  'mine.change.change': 'Change it',
  'mine.change.busy': 'Sending your change …',

  'mine.pass.heading': 'Show your mailbox once more',
  'mine.pass.what':
    'Nothing changes until you have typed the code and confirmed. It has to be the work address that you signed with.',
  'mine.pass.notYet': 'Nothing is changed yet.',
  'mine.pass.asNamed': 'From now on you appear by name, if your condition holds: {name}.',

  'mine.withdraw.heading': 'Withdraw?',
  'mine.withdraw.what':
    'Your signature is counted no more, and a name of yours isn’t shown in what is published from then on. Nobody needs to agree, and nobody is told.',
  'mine.withdraw.printed': 'What was published, printed or copied before stays as it is.',
  'mine.withdraw.again': 'You can sign again with the same words as long as the letter is open.',
  'mine.withdraw.yes': 'Withdraw my signature',
  'mine.withdraw.no': 'Leave it as it is',
  'mine.withdraw.busy': 'Sending your withdrawal …',

  'mine.done.changed': 'Your change is recorded.',
  'mine.done.withdrawn': 'Your withdrawal is recorded.',
  'mine.done.from': 'It counts at the earliest from {time}.',
  'mine.done.changedWhat': 'You appear as you chose, in all that is published from then on.',
  'mine.done.withdrawnWhat':
    'You are counted no more from then on. This is the only page that says so: whoever looks with your words later reads only that something is recorded.',
  'mine.done.receiptHeading': 'The receipt',
  'mine.done.receipt':
    'The server’s signed word that it has your {what, select, withdraw {withdrawal} other {change}}. If it were ever passed over, the receipt proves so. It doesn’t name you, but whoever finds it knows that you signed here.',
  'mine.done.renewed': 'The receipt that this device keeps is now this one.',
  'mine.back': 'Back',

  'mine.forget.button': 'Remove everything of this letter from this device',
  'mine.forget.words':
    'If you haven’t saved your twelve words elsewhere, nothing can ever be changed or withdrawn after this.',
  'mine.forget.done':
    '{what, select, both {Removed: your twelve words and your receipt.} words {Removed: your twelve words.} receipt {Removed: your receipt.} pass {Removed: your pass, and the words that it hangs on.} sending {Removed: your pass, the words that it hangs on, and what was sent.} other {Removed: what you had typed, and the words made for you.}} Nothing of this letter is kept on this device any more.',

  'mine.error.word':
    'Word {number}, “{word}”, isn’t one of the words that are used here. Look at it once more.',
  'mine.error.wordMeant':
    'Word {number}, “{word}”, isn’t one of the words that are used here. Is it “{meant}”?',
  'mine.error.count':
    '{count, plural, =0 {Type your twelve words, or open the file with your pass.} one {That is one word. There are twelve.} other {These are # words. There are twelve.}}',
  'mine.error.tooOften': 'This was changed so often that it can’t be changed any more.',
  'mine.error.edition':
    'What this server shows as published isn’t what the organizers approved, so your device doesn’t believe it. Your signature is recorded all the same. Tell who sent you the link.',
} as const;
