// English: what organizers are told of how their letter can end, and how it did.

export const enReleaseEnd = {
  'release.end.heading':
    '{state, select, open {Close, cancel, copy} closed {Call it final, copy} other {How it ended, and a copy}}',
  'release.end.takes':
    'What ends the letter takes {approvals, plural, one {one} other {#}} of the {organizers, plural, one {one organizer} other {# of you}}. A word that is given can’t be taken back; if too few follow, it is void after seven days.',
  'release.close.title': 'Close early',
  'release.close.what':
    'Signing ends the next time that is counted, {at}, instead of {closes}. {tally, select, reached {What is signed by then can be released afterwards.} other {Below the threshold then, the letter lapses, and all signatures are destroyed.}}',
  'release.cancel.title': 'Cancel the letter',
  'release.cancel.what':
    'The letter ends at once, and for good. All signatures, and the keys that could open them, are destroyed{tally, select, reached {.} other {; nobody ever learns how many there were.}} Its page says that its organizers took it back.{published, plural, =0 {} other { What was published stays published.}}',
  'release.cancel.word': 'cancel',
  'release.final.title': 'Call it final',
  'release.final.what':
    '{published, plural, =0 {Nothing of this letter was published, and nothing ever will be} other {What was published stays published, and nothing more of this letter will be}}: its keys and everything else are destroyed at once, instead of on {at}.',
  'release.final.word': 'final',
  'release.act.underWay':
    '{action, select, close {The proposal that is under way has until then; after that the snapshot of the close takes its place.} other {The proposal that is under way is destroyed, too.}}',
  'release.act.embargo':
    'What is under embargo stays published: private links show it until {at}, and from then on everybody can read it.',
  'release.act.agreed': 'Agreed',
  'release.act.missing': 'Still missing',
  'release.act.missingOf': '{left, plural, one {one: {of}} other {#: {of}}}',
  'release.act.you': 'you',
  'release.act.mine':
    '{left, plural, one {You have asked for it; one of the others still has to.} other {You have asked for it; # of the others still have to.}}',
  'release.act.theirs': '{by} {count, plural, one {has} other {have}} asked for it. Do you agree?',
  'release.act.ask':
    '{action, select, close {I want to close it early} cancel {I want to cancel it} other {I want to call it final}}',
  'release.act.sure':
    '{left, plural, =0 {With your word it is decided. Are you sure?} one {Besides you one more has to say the same. Are you sure?} other {Besides you # more have to say the same. Are you sure?}}',
  'release.act.forGood':
    '{left, plural, =0 {{action, select, close {Nobody can open it longer again afterwards.} other {It happens at once, and nobody can undo it: not you, and not whoever runs this site.}}} other {Your word is kept, and the others see it on this page.}}',
  'release.act.type': 'To go on, type “{word}”',
  'release.act.typed': 'Type the word “{word}”, and nothing else.',
  'release.act.yes':
    '{action, select, close {Yes, close it early} cancel {Yes, cancel it} other {Yes, it is final}}',
  'release.act.no': 'No, leave it',
  'release.act.done': 'Your word is given.',
  'release.act.decided': 'It is decided.',
  'release.decided.close':
    'It is decided: signing ends at {at}. {tally, select, reached {What is signed by then can be released afterwards.} other {Below the threshold then, the letter lapses, and all signatures are destroyed.}}',
  'release.decided.cancel':
    'The letter is cancelled. All signatures and the keys to them are destroyed{tally, select, reached {} other {, and nobody can learn how many there were}}. Its page says that its organizers took it back.{published, plural, =0 {} other { What was published stays published.}}',
  'release.decided.final':
    'It is final: the letter’s keys and everything that wasn’t published are destroyed. {published, plural, =0 {Nothing of it was published.} other {What was published stays published, and can be checked for ever.}}',
  'release.copy.title': 'Copy to a new draft',
  'release.copy.what':
    'A letter that was opened can’t be changed. A typo, or other terms: copy it to a new draft that says that it takes the place of this one; everybody signs anew.{open, select, yes { This one goes on until you cancel it.} other {}}',
  'release.copy.go': 'Copy to a new draft',
} as const;
