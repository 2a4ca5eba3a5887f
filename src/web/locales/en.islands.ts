// English: what is said by the parts of pages that run in the browser. ICU MessageFormat, compiled when they are built.

export const enIslands = {
  // Signing: what stands on its steps.
  'sign.loading': 'Checking the letter …',

  'sign.unsuited.heading': 'This browser can’t sign here',
  'sign.unsuited.headingInApp': 'Open this in your own browser',
  'sign.unsuited.insecure':
    'This page came over a connection that is not encrypted, so your browser refuses to make keys for it.',
  'sign.unsuited.insecureDo': 'Open the letter by its link that begins with https://, then sign there.',
  'sign.unsuited.inApp':
    'You are reading this inside another app. It may watch what you type, and it forgets what is kept for you.',
  'sign.unsuited.inAppDo':
    'Open the letter in your own browser: look for “Open in browser” in the app’s menu, or copy the link below and paste it there.',
  'sign.unsuited.old':
    'This browser can’t make the keys that keep you anonymous. Nothing you could type here would be safe, so nothing is asked.',
  'sign.unsuited.oldDo':
    'Update it, or open the letter in a current Firefox, Chrome, Edge, Safari or Tor Browser:',
  'sign.unsuited.anyway': 'Go on here all the same',

  'sign.refused.heading': 'Don’t sign this letter here',
  'sign.refused.page':
    'This page shows {what, select, title {another title} addressee {another addressee} body {another text} threshold {another threshold} other {another closing date}} than the letter that its organizers signed. Don’t sign, and tell who sent you the link.',
  'sign.refused.nothingSent': 'Nothing of yours was sent.',
  'sign.notOpen.heading': 'This letter can’t be signed any more',
  'sign.notOpen.what': 'It is closed to new signatures. What was recorded before stays as it was.',

  'sign.ask.heading': 'Sign this letter',
  'sign.ask.elsewhere':
    'This letter’s home is {own}, and you are reading it at {here}. Its text and terms are the same. Sign here only if you meant to come here.',
  'sign.ask.warningHeading': 'Who could notice',
  'sign.ask.warning':
    'Your employer’s mail system can see that you were sent a code. It can’t see whether you signed, unless you use a work device or network: then it can see that you visited this site.',
  'sign.ask.laptopSummary': 'Only the work laptop?',
  'sign.ask.laptop':
    'Read the code there, and sign on any other device. If you have none, know that the laptop may record this page.',
  'sign.ask.notLasting':
    'This browser keeps nothing when its window closes (a private window does that). Leave it open until you have signed.',
  'sign.ask.address': 'Your work address',
  'sign.ask.addressHint':
    'A code goes there, to show that you work here. The server doesn’t keep it. It ends in: {domains}',
  'sign.ask.send': 'Send me a code',
  'sign.ask.haveCode': 'I have a code',
  'sign.ask.sending':
    'Your device is computing for a moment, which keeps robots from flooding mailboxes. Then your code is sent …',

  'sign.appear.legend': 'How do you want to appear?',
  'sign.appear.anonymous': 'Anonymously',
  'sign.appear.anonymousHint': 'You are counted. No name, no role.',
  'sign.appear.role': 'By role',
  'sign.appear.roleHint': 'You are counted, and so is your role. No name.',
  'sign.appear.named': 'By name',
  'sign.appear.namedHint': 'Only if enough others are named too. Until then you are anonymous.',
  'sign.appear.onlyAnonymous': 'You appear anonymously: you are counted, and nothing else is said of you.',
  'sign.appear.choose': 'Choose …',
  'sign.appear.noRole': 'None',
  'sign.appear.roleLabel': 'Your role',
  'sign.appear.name': 'Your name, as it should be read',
  'sign.appear.title': 'Title (may stay empty)',
  'sign.appear.condition': 'Show my name',
  'sign.appear.conditionOf': 'only if at least {count} of us are named',
  'sign.appear.showAddress':
    'My work address may be shown beside it. Then anybody can check that it is yours.',
  'sign.appear.publishedHeading': 'What is published',
  'sign.appear.published':
    'Your name and title, once the organizers release the letter and your condition holds. Your address is not shown; the organizers check it. Until then no server can read your name.',
  'sign.appear.publishedWithAddress':
    'Your name, your title and your work address, once the organizers release the letter and your condition holds. Until then no server can read your name.',
  'sign.appear.printed': 'You can change your mind until then. What is printed stays printed.',

  'sign.exact.summary': 'The exact text that you sign',
  'sign.exact.what':
    'Your device has checked that this is the text which all organizers signed and which your link names, and has drawn it itself.',
  'sign.exact.inShort': 'In one sentence',
  'sign.exact.occasion': 'Occasion',
  'sign.exact.threshold': 'Signatures needed',
  'sign.exact.closes': 'Closes',
  'sign.exact.id': 'Letter',
  'sign.exact.note': 'Note',
  'sign.exact.back': 'Back to the text',
  'sign.exact.changedHeading': 'What you sign stands below',
  'sign.exact.changed':
    '{how, select, translated {Your browser has translated this page. You sign the original, which stands below word for word.} other {Your browser, or something that was added to it, shows other words above than this site sent. You sign the ones below.}}',

  'sign.goOn.summary': 'You began on another device?',
  'sign.goOn.what':
    'With your twelve words or your pass you go on here. With the words, ask for a code again with the same address.',
  'sign.goOn.label': 'Twelve words, or a pass',
  'sign.goOn.take': 'Go on with it',
  'sign.goOn.file': 'Open a file',
  'sign.goOn.taken': 'Your words are taken. Now ask for a code with the same work address as before.',

  'sign.code.heading': 'Now the code',
  'sign.code.sent':
    'If {address} can sign this letter, a code is on its way there. Read it on any device, and type it here. It works for 10 minutes.',
  'sign.code.label': 'Code from the mail',
  'sign.code.hint':
    'Eight letters and digits. Dashes and capitals don’t matter. It is checked by itself once it is complete.',
  'sign.code.go': 'Check the code',
  'sign.code.checking': 'Checking the code …',
  'sign.code.nothingHeading': 'Nothing came?',
  'sign.code.expired': 'The code is more than 10 minutes old. Have another one sent.',
  'sign.code.junk': 'A mail can take a minute or two. Look among the junk, too.',
  'sign.code.rightAddress': 'Is {address} right?',
  'sign.code.change': 'Change it',
  'sign.code.otherMethod':
    'There is another way to show that you work here: {name}. Ask who sent you the link.',
  'sign.code.again': 'Send it again',
  'sign.code.againIn': 'in {seconds} s',
  'sign.code.againWhen': 'Possible a minute after the last one.',
  'sign.code.sentAgain': 'Sent again. The newest code works, and so do those before it for their 10 minutes.',

  'sign.ready.heading': 'Your mailbox is confirmed',
  'sign.ready.notYet': 'You have not signed yet.',
  'sign.ready.asAnonymous': 'You appear anonymously.',
  'sign.ready.asRole': 'You appear by role, without a name: {role}.',
  'sign.ready.asNamed': 'You appear by name, if your condition holds: {name}.',
  'sign.ready.change': 'Change',
  'sign.ready.sign': 'Sign the letter',
  'sign.ready.laterInstead': 'Sign later instead',
  'sign.ready.later': 'Sign later',
  'sign.ready.nowInstead': 'Sign now instead',
  'sign.ready.mustWait': 'This letter takes signatures from {time} on. Keep yours until then.',
  'sign.ready.nowName': 'Now:',
  'sign.ready.nowHides':
    'nothing of it stays on this device for whoever looks there, but whoever runs this server could guess from the time that you, who just asked for a code, also signed.',
  'sign.ready.laterName': 'Later:',
  'sign.ready.laterHides':
    'hides that from whoever runs the server, but your signature waits on this device, for whoever looks there, until you open the letter again after {time}.',
  'sign.ready.sending': 'Sending your signature …',

  'sign.sending.heading': 'Sent, but no answer came',
  'sign.sending.what':
    'Your signature was sent, and the connection broke before the answer. It may be recorded or not. Send it again: the same signature counts once, however often it comes.',
  'sign.sending.again': 'Send it again',

  'sign.wait.heading': 'Not yet signed',
  'sign.wait.until':
    'Your signature waits on this device. Open this letter here after {time}: one tap sends it.',
  'sign.wait.due': 'It is time: one tap sends your signature.',
  'sign.wait.notLastingHeading': 'Take it with you',
  'sign.wait.notLasting':
    'This browser forgets your signature when its window closes. Save your pass as a file, or move it to another device now.',
  'sign.wait.now': 'Sign now after all',
  'sign.wait.carryHeading': 'Sign on another device',
  'sign.wait.carry':
    'Take your pass there, as a QR code or a file. Whoever has it can sign in your place: show it to nobody.',
  'sign.wait.showQr': 'Show a QR code',
  'sign.wait.hideQr': 'Hide the QR code',
  'sign.wait.qrLabel': 'QR code: a link with your pass, for your other device',
  'sign.wait.file': 'Save as a file',
  'sign.wait.fileHeading': 'Keep this to yourself: with it you go on where you stopped, on another device.',

  'sign.words.headingBefore': 'First, save twelve words',
  'sign.words.headingAfter': 'Your twelve words',
  'sign.words.whyLater':
    'If you lose this device before you have signed, only these words bring your signature back: your mailbox gives one, once.',
  'sign.words.whyNamed':
    'With these words you can take your name back, or withdraw, from any device. Without them nobody can, not even you.',
  'sign.words.whyAfter':
    'With these words you can change how you appear, or withdraw, from any device. They are shown here for the last time, unless you keep them on this device.',
  'sign.words.secret':
    'Write them on paper, or keep them where only you look. Whoever finds them finds your signature. What you print may stay in the printer’s memory: don’t use one at work.',
  'sign.words.copy': 'Copy',
  'sign.words.copied':
    'Copied. Paste them now: other apps can read what is copied, so copy something else after.',
  'sign.words.notCopied':
    'This browser doesn’t let the page copy. Select the words and copy them, or write them down.',
  'sign.words.print': 'Print',
  'sign.words.which': 'To be sure: which is word {number}?',
  'sign.words.whichHint': 'Look at what you wrote down.',
  'sign.words.saved': 'I have saved them',
  'sign.words.wrong': 'That is not word {number}. Look at your words once more.',
  'sign.words.withoutWhat': 'You can also do without: then you can’t change anything or withdraw, ever.',
  'sign.words.without': 'Go on without saving them',
  'sign.words.back': 'Back',

  'sign.recorded.heading': 'Recorded.',
  'sign.recorded.countsFrom': 'It counts at the earliest from {time}.',
  'sign.recorded.earlier': 'Your signature had arrived with an earlier try. It is recorded once.',
  'sign.recorded.before': 'You have signed this letter, and this device keeps what you chose.',
  'sign.recorded.next':
    'Thank you. Nobody, not even the organizers, sees a number before there are enough of you. You need do nothing more.',
  'sign.recorded.wordsHeading': 'Want to be able to change your mind?',
  'sign.recorded.words':
    'Save twelve words. With them you can change how you appear, or withdraw. Without them you can’t, and nobody can do it for you. They go when you close this page.',
  'sign.recorded.showWords': 'Show my twelve words',
  'sign.recorded.receiptHeading': 'Your receipt',
  'sign.recorded.receipt':
    'The server’s signed word that it has your signature. If your signature were ever left out, it proves so. It doesn’t name you, but whoever finds it on your device knows that you signed.',
  'sign.recorded.saveReceipt': 'Save the receipt',
  'sign.recorded.deviceHeading': 'On this device',
  'sign.recorded.device':
    '{what, select, both {This device keeps your twelve words and your receipt.} words {This device keeps your twelve words.} receipt {This device keeps your receipt.} other {Nothing of it is kept on this device.}}',
  'sign.recorded.deviceWhy': 'What is kept here, whoever uses this browser can find.',
  'sign.recorded.keepWords': 'Keep the words here',
  'sign.recorded.keepReceipt': 'Keep the receipt here',

  'sign.forget': 'Stop, and remove everything from this device',
  'sign.forgetPass':
    'Your mailbox is used up for this letter: if you remove this now, you can sign only with your twelve words, or with a pass that you saved.',
  'sign.forgetSending':
    'Your signature may be recorded already. If you remove this now, you won’t know, and can’t send it again.',
  'sign.forgetYes': 'Remove it',
  'sign.forgetNo': 'Keep it',

  'sign.error.general':
    'That didn’t work, and nothing is lost. Try again; if it happens again, reload the page.',
  'sign.error.unreachable':
    'The server doesn’t answer. Nothing is lost: check your connection, then try again.',
  'sign.error.unavailable': 'The server is busy. Nothing is lost: wait a minute, then try again.',
  'sign.error.tooManyRequests': 'That was too often in a short time. Wait a few minutes, then try again.',
  'sign.error.workDemanded':
    'What your device computed is too old by now. Press once more: it computes anew.',
  'sign.error.codeRefused':
    'That code didn’t work. It may be mistyped, older than 10 minutes, or this mailbox was already used for this letter; then use your twelve words.',
  'sign.error.incompleteCode': 'A code has eight letters and digits. Look at the mail again.',
  'sign.error.wait': 'Another code can be sent a minute after the last one. Look among the junk meanwhile.',
  'sign.error.address':
    'No code can go there. It has to be your own mailbox, ending in {domains}, without a plus sign; shared mailboxes don’t work.',
  'sign.error.role': 'Choose one of the roles.',
  'sign.error.condition': 'Choose how many have to be named for your name to be shown.',
  'sign.error.name':
    'Type your name as it should be read: one line, at most 100 characters, fewer with accents.',
  'sign.error.title': 'A title has one line, at most 100 characters, fewer with accents.',
  'sign.error.letterClosed': 'This letter is closed: it takes no signatures any more.',
  'sign.error.letterNotFound':
    'This server doesn’t know the letter any more. Open it again by the link that you got.',
  'sign.error.letterWithheld': 'Whoever runs this server has taken the letter down. It can’t be signed here.',
  'sign.error.notSigningYet':
    'This letter doesn’t take signatures yet. Choose to sign later: yours is kept until then.',
  'sign.error.clock': 'The clock of this device is wrong by minutes. Set it, then try again.',
  'sign.error.cannotWait': 'The letter closes before that. Sign now.',
  'sign.error.alreadyBegun':
    'Something else is begun on this device for this letter. Finish or remove that first, then try again.',
  'sign.error.outOfOrder': 'This was done already, perhaps in another window. You see how it stands now.',
  'sign.error.letterMismatch':
    'This server shows another text or other terms than those of your link. Don’t sign, and tell who sent you the link.',
  'sign.error.invalidOpening':
    'This server can’t show that all organizers signed this letter. Don’t sign, and tell who sent you the link.',
  'sign.error.invalidCountersigning':
    'This server can’t show that those who check the mailboxes agreed to this letter. Don’t sign, and tell who sent you the link.',
  'sign.error.issuerLies':
    'The answer to your code is false, so your device stopped. Nothing is signed. Don’t go on here, and tell who sent you the link.',
  'sign.error.serverLies':
    'The server’s receipt is false, so your device doesn’t believe it. Try again; if it stays so, tell who sent you the link.',
  'sign.error.madeUp':
    'The server doesn’t take this pass for this letter. Use the one that you saved first, or your twelve words.',
  'sign.error.invalidWords':
    'These are not twelve words that belong together. Look for a mistyped or missing one.',
  'sign.error.passUnreadable': 'This is no pass. Copy it once more, whole, from where you saved it.',
  'sign.error.passCutOff':
    'A part of this pass is missing. Copy it once more, from its first to its last character.',
  'sign.error.passDamaged': 'Something in this pass was changed. Copy it once more from where you saved it.',
  'sign.error.passOtherLetter': 'This pass is for another letter. Open it from that letter’s link.',
} as const;
