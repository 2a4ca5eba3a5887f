// English: what organizers are told about a letter of theirs that is open, and about releasing it.

export const enRelease = {
  'release.busy': 'One moment …',
  'release.loading': 'Reading the letter …',
  'release.signIn.heading': 'Sign in with your words',
  'release.signIn.what':
    'Only the organizers of this letter see more here than everybody does. Your words stay in this tab.',
  'release.notYours.heading': 'Not a letter of these words',
  'release.notYours.what':
    'The words that you signed in with aren’t those of an organizer of this letter. If you have others, sign in with them.',
  'release.signOut': 'Sign out',
  'release.refresh': 'Look again',
  'release.refreshed': 'This is how it stands now.',
  'release.refused.heading': 'Stop',

  'release.standing.heading': 'What is to be done',
  'release.over.withheld': 'The operator of this site has taken the letter down. Nothing can be done here.',
  'release.next.collecting':
    'You have nothing to do, and neither have the others: signatures are collected until {closes}. A release can’t be proposed before the letter’s page says that the threshold is reached.',
  'release.next.before':
    'Nobody has anything to do until {opens}: then the letter opens, and people can sign it until {closes}.',
  'release.next.closing':
    'Nobody has anything to do: the letter’s time is over, and what became of it is settled in a moment.',
  'release.next.over':
    'There is nothing left to do for anybody: {why, select, lapsed {the letter closed below its threshold, so all signatures were destroyed unread.} cancelled {the letter was cancelled, and {published, plural, =0 {all signatures were destroyed unread.} other {everything that isn’t published was destroyed.}}} withheld {the operator of this site has taken the letter down.} other {the letter’s keys are destroyed, {published, plural, =0 {and nothing of it was published.} other {and what was published stays published.}}}}',
  'release.next.short':
    'There is nothing left to release: when the letter closed, fewer than its threshold could be shown. What was published stays published.',
  'release.next.propose': 'One of you has to propose a release; it doesn’t matter who.',
  'release.next.proposeAgain':
    'You have nothing to do. If signatures were added since the last edition, one of you can propose another one.',
  'release.next.proposeLast':
    'The letter has closed. One of you has to propose a release, and enough of you have to publish it, by {by}: then everything that isn’t published is destroyed.',
  'release.next.proposeLastAgain':
    'You have nothing to do. Until {by} one of you can propose another edition of those who had signed by the close; if there is nothing to come, you can call it final.',
  'release.next.until':
    '{why, select, close {It has to be published by {at}. Then the letter closes, and the snapshot of the close takes its place.} keys {It has to be published by {at}: then everything that isn’t published is destroyed.} other {It has to be published by {at}. After that it is gone, and one of you can propose again.}}',
  'release.next.embargo':
    'What is published is under embargo until {at}: before that, only private links show it.',
  'release.next.snapshot':
    'Nobody has anything to do until {at}: then the snapshot is taken that was proposed, and you check it.',
  'release.next.check':
    'You have to check the proposal and sign it{left, plural, =0 {; with that enough of you have.} one {, and so has one of the others.} other {, and so have # of the others.}}{count, plural, =0 {} other { {by} already did.}}',
  'release.next.othersCheck':
    'You have signed the proposal; now {left, plural, one {one of the others has} other {# of the others have}} to check and sign it.',
  'release.next.open':
    'Enough of you have signed. One of you has to open the names, read them and make the edition{left, plural, =0 {.} one {; then one of the others has to agree to it.} other {; then # of the others have to agree to it.}}',
  'release.next.read':
    'You have to read the names and make the edition, or wait until another organizer does{left, plural, =0 {.} one {; one of the others has to agree to it.} other {; # of the others have to agree to it.}}',
  'release.next.review':
    '{by} made an edition: you have to read it and agree to it, or make another{left, plural, =0 {. With you, enough have agreed, and it is published.} one {. Besides you one of the others has to agree.} other {. Besides you # of the others have to agree.}}',
  'release.next.othersReview':
    'You have agreed to an edition; now {left, plural, one {one of the others has} other {# of the others have}} to agree to the same one.',
  'release.next.differ':
    '{mine, select, yes {You disagree: {by} agreed to another edition than you. Talk to each other; then one of you has to agree to the edition of another.} other {The others disagree: there are different editions, by {by}. You have to compare them and agree to one{left, plural, =0 {; with you, enough have agreed, and it is published.} other {.}}}}',
  'release.next.action':
    '{by} {count, plural, one {wants} other {want}} to {action, select, close {close the letter early} cancel {cancel the letter} other {call it final}}: whether you agree is asked at the end of this page.',
  'release.next.yours':
    'You want to {action, select, close {close the letter early} cancel {cancel the letter} other {call it final}}: {left, plural, one {one of the others still has} other {# of the others still have}} to agree.',
  'release.died':
    'The proposal of which you knew is gone: it wasn’t published within seven days. Nothing of it was shown to anybody. You can propose again.',
  'release.replaced':
    'Another proposal took the place of the one that you saw: somebody’s share didn’t hold, so she isn’t among the names any more. Whoever had signed the one before signs this one, too.',
  'release.noSnapshot':
    'The last snapshot couldn’t be taken: fewer than the threshold could be shown then. You can propose again.',

  'release.facts.heading': 'How it stands',
  'release.fact.state': 'State',
  'release.state':
    '{state, select, open {open} closed {closed} lapsed {lapsed: closed below the threshold} cancelled {cancelled} other {taken down}}',
  'release.state.ended': 'closed, and its keys are destroyed',
  'release.fact.count': 'Signatures',
  'release.count.collecting': 'collecting (the page says no more, and neither does anybody here)',
  'release.count.reached': '{count, number}, as everybody sees it',
  'release.count.plain': '{count, number}',
  'release.fact.next': 'Next counted',
  'release.fact.opens': 'Opens',
  'release.fact.closes': 'Closes',
  'release.fact.closesEarly': 'Closes early',
  'release.fact.releaseBy': 'Can be released until',
  'release.fact.approvals': 'It takes',
  'release.approvals': '{approvals} of {organizers}: {labels}',
  'release.you': '{label} (you)',
  'release.letterLink': 'The letter’s page',
  'release.shareLink': 'Link, QR code and poster',

  'release.propose.heading': 'Propose a release',
  'release.propose.what':
    'The server then takes a snapshot of the signatures, the next time that it counts: {at}. After that each of you checks it here, before anybody sees a name.',
  'release.propose.whatClosed':
    'The letter has closed, so the snapshot that is released is the one of the close. Each of you checks it here, before anybody sees a name.',
  'release.propose.wait':
    'Fewer than {cell, number} who came since the last edition wait until there are more; that is how nobody is singled out.',
  'release.propose.go': 'Propose a release',
  'release.propose.done': 'Proposed.',
  'release.snapshot.heading': 'The snapshot comes',
  'release.snapshot.what':
    'It is taken at {at}. Come back then, and tell the others to. This page looks by itself while it is open.',

  'release.check.heading': 'Check the proposal',
  'release.check.what':
    'Your own browser now checks every signature of the snapshot, the count, and that everybody whom it names asked for no more than it fulfills. It opens your share of each name; a name itself takes {approvals} of you.',
  'release.check.long':
    'Ten thousand signatures take a minute or two. You can stop, or close the tab: it goes on from there. What was worked out is kept on this device until then, sealed under your words.',
  'release.check.go': 'Check it here',
  'release.work.goOn': 'Go on',
  'release.work.kept': 'Part of it was done before, on this device; it goes on from there.',
  'release.work.checking': 'Checking',
  'release.work.opening': 'Opening the names',
  'release.work.reading': 'Fetching the snapshot …',
  'release.work.progress': '{done, number} of {all, number}',
  'release.work.stop': 'Stop for now',
  'release.work.stopped': 'Stopped. It goes on from here.',
  'release.checked.heading': 'The proposal holds',
  'release.checked.what': 'Your browser checked all of it, and has sent nothing yet.',
  'release.checked.count': 'Signatures',
  'release.checked.cell': 'Of these at {workplace}, by {issuers}',
  'release.checked.waiting': '{count, number} (more wait for enough company)',
  'release.checked.named': 'To be shown by name',
  'release.checked.asOf': 'As of',
  'release.checked.dies': 'Lives until',
  'release.checked.sign':
    'With your signature your shares of these names go to the server. Once {approvals} of you have signed, each of you can open them.',
  'release.checked.signGo': 'Sign the proposal',
  'release.checked.signed': 'Signed, and your shares are sent.',
  'release.reports.heading': '{count, plural, one {A share doesn’t hold} other {# shares don’t hold}}',
  'release.reports.what':
    '{count, plural, one {The sealed share of one signer for you doesn’t open, or says another condition than the server does.} other {The sealed shares of # signers for you don’t open, or say another condition than the server does.}} Nothing of the others is sent. Report it: whoever it is of leaves the names, stays counted, and a new proposal is made that everybody checks. Nobody is blamed by name: the signer made that share.',
  'release.reports.whose': 'Whose?',
  'release.reports.number':
    'Nobody knows a name yet. The record has this number, also in the evidence that is published, so that you can compare it with the others:',
  'release.reports.go': 'Report it and go on',
  'release.reports.done':
    'Reported. Another proposal takes the place of this one; what you checked already isn’t checked again.',
  'release.waitOthers.heading': 'Signed by you',
  'release.waitOthers.signed': 'Signed by',
  'release.waitOthers.missing': 'Not signed by',

  'release.wrong.heading': 'Your browser refuses this proposal',
  'release.wrong.nothingSent':
    'Nothing was signed and nothing was sent. Tell the other organizers, by another way than this site, and don’t go on before you know why. What the check says: {code}.',
  'release.wrong.conditions':
    'It names somebody who agreed to be named only if more are. Whoever made this set would show her against her will.',
  'release.wrong.named':
    'The server shows other people than the proposal names, or other choices than they signed.',
  'release.wrong.proposal': 'The server shows another proposal than the one that was asked for.',
  'release.wrong.records':
    'A signature in it doesn’t hold: its token, its statement or its place isn’t what the letter demands.',
  'release.wrong.count':
    'Its count isn’t the number of the signatures in it, or one of its groups is too small to be shown.',
  'release.wrong.names': 'The server opens other names than those that were signed for.',
  'release.wrong.roles': 'The server’s table of roles isn’t one that the letter’s terms allow.',
  'release.wrong.other': 'What the server shows isn’t of the form that the protocol demands.',
  'release.wrong.again': 'Fetch and check it anew',

  'release.open.heading': 'Open the names',
  'release.open.what':
    'Enough of you have signed the proposal. Your browser now puts the shares together, opens the names and checks each one’s certificate. Look whether somebody can see your screen.',
  'release.open.go': 'Open the names',
  'release.names.heading': 'The names',
  'release.names.none': 'Nobody is to be shown by name.',
  'release.names.what':
    'Read them. A certificate proves the mailbox, and not that the name is hers. Leave out what is abusive or plainly false; how many you leave out is published, who they are isn’t.',
  'release.names.left':
    '{reason, select, unopened {{count, plural, one {One doesn’t open, and isn’t shown.} other {# don’t open, and aren’t shown.}}} uncertified {{count, plural, one {One has no certificate that holds, and isn’t shown.} other {# have no certificate that holds, and aren’t shown.}}} repeated {{count, plural, one {One shares a mailbox with another, and isn’t shown.} other {# share a mailbox with another, and aren’t shown.}}} changed {{count, plural, one {One has changed her mind since, and isn’t shown.} other {# have changed their minds since, and aren’t shown.}}} struck {{count, plural, one {One is left out by you.} other {# are left out by you.}}} other {{count, plural, one {One asked for more names beside hers than there are now, and isn’t shown.} other {# asked for more names beside theirs than there are now, and aren’t shown.}}}}',
  'release.names.search': 'Find a name',
  'release.names.found': '{count, plural, =0 {Nobody is found.} one {One is found.} other {# are found.}}',
  'release.names.jump': 'Go to',
  'release.names.part': '{from, number}: {first} to {last}',
  'release.names.range': '{from, number} to {to, number} of {all, number}',
  'release.names.before': 'The {count} before',
  'release.names.after': 'The {count} after',
  'release.names.strike': 'Leave out {name}',
  'release.names.strikeShort': 'leave out',
  'release.names.notShown':
    '{reason, select, changed {has changed her mind} repeated {shares a mailbox with another} condition {asked for more names} other {not shown}}',
  'release.names.onlyStruck': 'Show only those left out ({count})',

  'release.edition.heading': 'The edition',
  'release.edition.when': 'When can everybody read it?',
  'release.edition.now': 'At once',
  'release.edition.embargo': 'From a time on',
  'release.edition.embargoHint':
    'Until then only journalists read it, to whom you give a private link; you make those after it is published.',
  'release.edition.embargoTime': 'From when on ({zone})',
  'release.edition.embargoWrong': 'Choose a time that is still to come.',
  'release.edition.embargoIs': 'That is {at}.',
  'release.edition.roles': 'With the table of roles',
  'release.edition.rolesHint':
    'How many of each role signed; groups below {cell, number} are hidden. It is the server’s word: nobody can check it.',
  'release.edition.rolesNot':
    'Without a table of roles: beside the one that was published last it would tell of single people.',
  'release.edition.rolesTable': 'The table of roles',
  'release.edition.role': 'Role',
  'release.edition.roleNone': 'without a role',
  'release.edition.roleCount': 'Signatures',
  'release.edition.roleHidden': 'hidden',
  'release.edition.preview': 'What it would say',
  'release.edition.count': 'Signatures',
  'release.edition.names': 'Shown by name',
  'release.edition.struck': 'Left out',
  'release.edition.public': 'Public',
  'release.edition.atOnce': 'at once',
  'release.edition.table': 'Table of roles',
  'release.edition.yesNo': '{yes, select, yes {yes} other {no}}',
  'release.edition.forever':
    'What is published stays published: its address is its digest, and whoever read it has it.',
  'release.edition.sign': '{left, plural, =0 {Agree, and publish it} other {Make this edition}}',
  'release.edition.signed': 'You have agreed to this edition. The others see it on this page.',
  'release.edition.another': 'Make another edition instead',
  'release.edition.same': 'This is the edition to which you have agreed.',

  'release.drafts.heading':
    '{count, plural, one {An edition was made} other {# different editions were made}}',
  'release.drafts.differ':
    'You don’t agree with each other yet. Compare them, talk, and agree to one: whoever agrees to another one takes the word back that was given before.',
  'release.drafts.by':
    '{mine, select, yes {{count, plural, =0 {By you} other {By you and {by}}}} other {By {by}}}',
  'release.drafts.without': 'Leaves out',
  'release.drafts.withoutNobody': 'nobody',
  'release.drafts.open':
    'Open the names first: then your browser can check that this edition says nothing but what was opened.',
  'release.drafts.wrong':
    'Don’t agree to this one: it says something else than what was opened here. Somebody may have changed her mind since; open the names again.',
  'release.drafts.agree': 'Agree to this one',
  'release.drafts.agreePublish': 'Agree to this one, and publish it',
  'release.drafts.again': 'Open the names again',

  'release.published.heading': 'Published',
  'release.published.what':
    'Its address is its digest and never changes. Under embargo nobody reads it before its time without a private link.',

  'release.editions.heading': 'Editions',
  'release.editions.number': 'Edition {number, number}',
  'release.editions.press': 'Page for the press',
  'release.editions.bundle': 'The evidence (bundle)',
  'release.editions.verify': 'Check it',
  'release.editions.underEmbargo': 'Under embargo until {at}',

  'release.links.heading': 'Private links for journalists',
  'release.links.what':
    'Whoever has such a link can read this edition before its time. Give each newsroom one of its own: then you can revoke one without the others.',
  'release.links.label': 'Whom is it for?',
  'release.links.labelHint':
    'Only you organizers see this; it is deleted with the link when the embargo is over.',
  'release.links.labelMissing': 'Say whom it is for, so that you know which one to revoke.',
  'release.links.make': 'Make a link',
  'release.links.made':
    'The link for {label}. It is shown this once: copy it now, and send it over a way that only she reads.',
  'release.links.copy': 'Copy the link',
  'release.links.copied': 'Copied.',
  'release.links.notCopied': 'This browser didn’t let it be copied: mark the link and copy it by hand.',
  'release.links.list': 'Links so far',
  'release.links.revoke': 'Revoke the link for {label}',
  'release.links.revokeShort': 'Revoke',
  'release.links.revoked': 'revoked',
  'release.links.revokedNow': 'The link for {label} is revoked: it opens nothing any more.',

  'release.error.unreachable': 'The server doesn’t answer. Check your connection and try again.',
  'release.error.general': 'Something went wrong, and nothing was changed. Look again, and try again.',
  'release.error.notReached':
    'The letter is still collecting: nothing can be proposed before its page says that the threshold is reached.',
  'release.error.alive': 'There is a proposal already. It is shown now.',
  'release.error.noSnapshot': 'Fewer than the threshold could be shown when the letter closed.',
  'release.error.gone':
    'That proposal is gone: another one took its place, it was published, or its seven days are over. This is how it stands now.',
  'release.error.notApproved': 'Too few of you have signed the proposal. This is how it stands now.',
  'release.error.notOpened':
    'Somebody has changed her mind since the names were opened. Open them again, and make the edition of what they say now.',
  'release.error.shares': 'The server didn’t take your shares. Fetch and check the proposal anew.',
  'release.error.other': 'Another edition of this proposal is published already. It is shown below.',
  'release.error.over': 'Nothing of this letter can be released any more: its keys are destroyed.',
  'release.error.noEmbargo': 'The embargo is over: everybody can read this edition now. Share its own link.',
  'release.error.links': 'There are too many private links. Give one link to several people of one newsroom.',
  'release.error.linkGone': 'That link is gone: links are deleted when the embargo is over.',
  'release.error.action':
    'That can’t be done any more: the letter has closed, or was ended, meanwhile. This is how it stands now; your word changed nothing.',
  'release.error.clock': 'The clock of this device is wrong. Set it, and try again.',
  'release.error.published':
    'The server says that it published another edition than the one that you agreed to. Tell the others.',
};
