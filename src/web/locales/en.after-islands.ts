// English: what is said in the browser of what comes after a release, to organizers and to organizations that co-sign.

export const enAfterIslands = {
  'after.form.heading': 'Since the release',
  'after.form.lead':
    'What you write here stands on the letter’s page and on the press page. Any of you can add an entry alone, and any can remove one. “No answer yet” is said by itself until an entry says that the letter was answered.',
  'after.form.entries': 'What stands there',
  'after.form.none': 'Nothing yet.',
  'after.form.add': 'Add an entry',
  'after.form.kind': 'What is it?',
  'after.form.kind.delivered': 'The letter was delivered',
  'after.form.kind.answered': 'The company answered',
  'after.form.kind.no-answer-yet': 'There is no answer yet',
  'after.form.kind.in-the-news': 'It is in the news',
  'after.form.kind.other': 'Something else happened',
  'after.form.kind.support': 'A link of supporters: a petition, a fund',
  'after.form.day': 'Day',
  'after.form.text': 'In a sentence',
  'after.form.textHint': 'Shown as you type it, at most 500 characters. Name nobody who wouldn’t want it.',
  'after.form.link': 'Link',
  'after.form.linkHint': 'Begins with https://. Only a link of supporters needs one.',
  'after.form.go': 'Add it to the page',
  'after.form.remove': 'Remove',
  'after.form.removeWhat': 'Remove: {text}',
  'after.form.removeSure':
    '{what, select, entry {It goes from the letter’s page and the press page at once, for everybody. It can’t be brought back; you can only write it anew.} shown {The organization goes from the page at once, for everybody. To come back it has to ask again, with another code.} other {Nobody has seen it but you organizers. To be shown, the organization has to ask again, with another code.}}',
  'after.form.removeYes': 'Yes, remove it',
  'after.form.removeNo': 'No, keep it',
  'after.form.added': 'It is on the page.',
  'after.form.removed': 'It is gone.',
  'after.form.accepted': 'The organization is on the page.',
  'after.form.organizations': 'Organizations',
  'after.form.organizationsLead':
    'Each showed a mailbox of its domain. Nobody checked its name: look at the domain, and ask somebody there, before you show it to everybody.',
  'after.form.noOrganizations': 'No organization has asked.',
  'after.form.waiting': 'waits for one of you',
  'after.form.shown': 'on the page',
  'after.form.acceptWhat': 'Show {name} to everybody',
  'after.form.organization.customer': 'a customer',
  'after.form.organization.union': 'a union',
  'after.form.organization.other': 'an organization',
  'after.form.refresh': 'Look again',
  'after.form.notReleased': 'This is for letters with an edition that everybody may read.',

  'cosign.ask.heading': 'Which organization?',
  'cosign.ask.name': 'Name of the organization',
  'cosign.ask.kind': 'What is it to this letter?',
  'cosign.ask.kind.customer': 'A customer of the company',
  'cosign.ask.kind.union': 'A union',
  'cosign.ask.kind.other': 'Another organization',
  'cosign.ask.address': 'A mailbox at its own domain',
  'cosign.ask.addressHint':
    'A shared one will do, such as press@ or info@. It gets a code; the page will show the domain, never the mailbox.',
  'cosign.ask.who':
    'Co-sign only if you may speak for the organization. An organizer of the letter looks at it before anybody sees it.',
  'cosign.ask.send': 'Send the code',
  'cosign.ask.sending': 'Your device does a little work first, so that nobody can send mail in masses …',
  'cosign.code.heading': 'The code from the mail',
  'cosign.code.sent':
    'If {address} may be mailed to now, a code is there in a minute. It works for ten minutes.',
  'cosign.code.label': 'Code',
  'cosign.code.hint': 'Eight letters and digits. Dashes and capitals don’t matter.',
  'cosign.code.go': 'Co-sign in public',
  'cosign.code.going': 'Checking the code …',
  'cosign.code.help': 'Nothing came?',
  'cosign.code.expired': 'The code is more than ten minutes old. Have another one sent.',
  'cosign.code.junk': 'A mail can take a minute or two. Look among the junk, too.',
  'cosign.code.right': 'Is {address} right?',
  'cosign.code.back': 'Another mailbox',
  'cosign.code.limits':
    'A mailbox gets three codes an hour at most, and a domain ten a day. Beyond that nothing is sent: try again tomorrow.',
  'cosign.code.again': 'Send it again',
  'cosign.code.againIn': 'in {seconds} s',
  'cosign.code.againWhen': 'Possible a minute after the last one.',
  'cosign.code.sentAgain':
    'Sent again. The newest code works, and so do those before it for their ten minutes.',
  'cosign.unsuited.heading': 'This browser can’t co-sign',
  'cosign.unsuited':
    '{why, select, insecure {This page came over a connection that isn’t encrypted, so your browser can’t check the letter. Open it by its link that begins with https://.} other {It can’t check that this is the letter that was signed, so nothing is asked of you here. Update it, or open this page in a current Firefox, Chrome, Edge, Safari or Tor Browser:}}',
  'cosign.done.heading': 'Thank you',
  'cosign.done.waits':
    '{domain} was shown. As soon as an organizer accepts it, “{name}” stands on the letter’s page.',
  'cosign.done.accepted': '{domain} has co-signed this letter already. Its entry stays as it is.',

  'after.error.general': 'That didn’t work. Try again; if it doesn’t help, reload the page.',
  'after.error.text': 'Write one line, at most 500 characters.',
  'after.error.day': 'Give a day since the letter opened that has come already.',
  'after.error.link': 'Give a link that begins with https://.',
  'after.error.full': 'There are as many entries as there may be. Remove one first.',
  'after.error.gone': 'Another organizer removed it already.',
  'after.error.changed':
    'This organization has sent another name or kind since you looked. It is shown here as it is now: look at it again.',
  'cosign.error.name': 'Give the organization’s name alone: one line, without an address or a link in it.',
  'cosign.error.mailbox':
    'Give a mailbox at the organization’s own domain. Public mail providers show no organization.',
  'cosign.error.workplace':
    'This is a workplace of the letter: who works there signs the letter itself. Nothing was sent.',
  'cosign.error.code':
    'That code didn’t work. It may be mistyped, or older than ten minutes: look at the newest mail, or have another one sent.',
  'cosign.error.incomplete': 'A code has eight letters and digits: look at the mail again.',
  'cosign.error.wait': 'Another code can be sent a minute after the last one.',
} as const;
