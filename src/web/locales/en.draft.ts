// English: what is said to organizers in the browser about a letter's terms, and before and after all have signed. ICU
// MessageFormat.

export const enDraft = {
  'organize.workplaces.heading': 'Who can sign',
  'organize.workplaces.what':
    'Whoever gets mail at one of these domains can sign, once. Name every domain that the workplace gives its people, and no other.',
  'organize.workplaces.first': 'Name of the workplace',
  'organize.workplaces.another': 'Another workplace',
  'organize.workplaces.nameHint': 'As people there call it: “Cumulus” or “Cumulus Berlin”.',
  'organize.workplaces.add': 'Add the workplace',
  'organize.workplaces.unnamed': 'A workplace',
  'organize.workplaces.name': 'Name',
  'organize.workplaces.domains': 'Mail domains',
  'organize.workplaces.domain': 'Add a mail domain',
  'organize.workplaces.domainHint':
    'What stands behind the @: cumulus.example. Each is compared exactly; mail.cumulus.example is another one.',
  'organize.workplaces.addDomain': 'Add the domain',
  'organize.workplaces.noDomain': 'This isn’t a mail domain. It looks like cumulus.example.',
  'organize.workplaces.removeDomain': 'Remove {domain}',
  'organize.workplaces.public':
    'Anybody can have a mailbox at {domain}, so it says nothing of where somebody works. Remove it: the letter can’t be sealed with it.',
  'organize.workplaces.dots': 'Dots before the @ don’t matter in its mail system',
  'organize.workplaces.dotsHint':
    'Only if ada.koch@ and adakoch@ reach the same mailbox, as with Google’s mail. The code then goes to the address without dots. If you aren’t sure, leave it off: otherwise codes may not arrive.',
  'organize.workplaces.headcount': 'How many work there (may stay empty)',
  'organize.workplaces.headcountHint': 'Shown beside the count, as a share. It limits nothing.',
  'organize.workplaces.remove': 'Remove the workplace {name}',
  'organize.workplaces.removeSure': 'Its domains go with it: nobody there can sign this letter.',
  'organize.workplaces.removeYes': 'Yes, remove it',
  'organize.test.heading': 'Does an address count?',
  'organize.test.plus':
    'With a plus sign (ada+letters@) it doesn’t: that would be a second address for one mailbox.',
  'organize.test.dots': 'Dots count as you chose above for each workplace.',
  'organize.test.shared': 'Shared mailboxes (all@, hr@, support@) don’t.',
  'organize.test.exact': 'Capital letters never matter.',
  'organize.test.address': 'Try an address',
  'organize.test.addressHint': 'It stays in your browser, and nothing is mailed.',
  'organize.test.counts': 'It counts, for {workplace}. The code is mailed to {address}.',
  'organize.test.countsNot':
    '{why, select, domain {It doesn’t count: no workplace here has its domain.} plus {It doesn’t count with a plus sign. Without it, it may.} shared {It doesn’t count: more than one person reads such a mailbox, or nobody.} characters {It doesn’t count: there are characters in it that mailboxes here don’t have.} other {This isn’t an address yet.}}',

  'organize.terms.heading': 'Threshold and dates',
  'organize.terms.what':
    'These are frozen with the letter. Nobody can lower the threshold later, nor open it again.',
  'organize.terms.threshold': 'Threshold',
  'organize.terms.thresholdHint': 'Until so many have signed, everybody reads “collecting”, also you.',
  'organize.advice.noHeadcount': 'Say how many work at each workplace, and you get advice here.',
  'organize.advice.suggested':
    'Of {headcount, number}, {suggested, number} would be worth something and can be reached.',
  'organize.advice.take': 'Take {suggested, number}',
  'organize.advice.share': '{threshold, number} of {headcount, number} are {share}.',
  'organize.advice.hides':
    'Whoever signs is one of {threshold, number} at least, before anything is told. If fewer sign, the letter lapses and nobody learns how many there were.',
  'organize.advice.employer':
    'An employer who signs with {mailboxes, number} mailboxes of its own learns, once the threshold is announced, that {others, number} others signed. It never learns who.',
  'organize.advice.impossible': 'That is more than work there ({headcount, number}).',
  'organize.advice.high':
    'That is more than half of all. Most likely the letter lapses, and nothing is ever shown.',
  'organize.advice.small':
    'Where {headcount, number} work, whoever asks around finds out. Think about whether a letter protects anybody here.',
  'organize.terms.timeZone': 'Time zone',
  'organize.terms.timeZoneHint': 'All times of the letter are shown in it, and in UTC.',
  'organize.terms.opensAt': 'Opens',
  'organize.terms.opensAtHint':
    'Leave all organizers time to sign before. If the last one signs later, the letter opens then.',
  'organize.terms.closesAt': 'Closes',
  'organize.terms.closesAtHint': 'Two weeks are usual. It is moved so that it ends with a count.',
  'organize.terms.epochs':
    '{unit, select, hour {{every, plural, one {Counted every hour} other {Counted every # hours}}} minute {{every, plural, one {Counted every minute} other {Counted every # minutes}}} other {{every, plural, one {Counted every second} other {Counted every # seconds}}}}, {count, plural, one {once} other {# times}} until it closes.',
  'organize.terms.moreTimes': 'Other times',
  'organize.terms.signsFrom': 'Signatures from (may stay empty)',
  'organize.terms.signsFromHint':
    'Until then people can get their codes, and nobody can sign: so that who asked first doesn’t show.',
  'organize.terms.releaseBy': 'Names can be released until',
  'organize.terms.releaseByHint':
    'Then the letter’s keys are destroyed. Ninety days after it closes, unless you choose.',
  'organize.terms.signing': 'What people are advised to do',
  'organize.terms.signingHint':
    'Whoever signs later, at a time of her own, can’t be found by when she got her code. It takes one more visit, and some forget.',
  'organize.terms.signingNow': 'Sign at once',
  'organize.terms.signingLater': 'Sign later, at a time of their own',
  'organize.terms.more': 'What hides single people in the count',
  'organize.terms.epoch': 'How often is counted',
  'organize.terms.epochHint': 'Between two counts nobody can see when somebody signed.',
  'organize.terms.hours': '{count, plural, one {Every hour} other {Every # hours}}',
  'organize.terms.minutes': '{count, plural, one {Every minute} other {Every # minutes}}',
  'organize.terms.seconds': '{count, plural, one {Every second} other {Every # seconds}}',
  'organize.terms.countStep': 'Counts are rounded down to',
  'organize.terms.countStepHint': 'With 10, nobody sees a single signature come or go.',
  'organize.terms.minimumCell': 'Smallest group that is counted',
  'organize.terms.minimumCellHint':
    'A workplace or role with fewer signatures isn’t shown, and a workplace isn’t counted at all: small groups name people.',

  'organize.appear.heading': 'Roles and names',
  'organize.appear.what':
    'Everybody is anonymous unless she chooses otherwise. Here you say between what she can choose; free text would give people away.',
  'organize.appear.roles': 'Roles (may stay empty)',
  'organize.appear.rolesHint':
    'One in each line, broad ones: “Engineering”, “Sales”. Not “Head of Design in Oslo”.',
  'organize.appear.conditions': 'Names only if so many are named (may stay empty)',
  'organize.appear.conditionsHint':
    'One number in each line: 10, 50, 100. Whoever gives her name chooses one of them.',
  'organize.appear.small':
    'A role is shown only if enough have it; a name only if her condition holds and you release it.',

  'organize.organizers.heading': 'Organizers',
  'organize.organizers.what':
    'Each of you signs the letter before it opens, and helps to decide what is released. Nobody can be added or replaced after that.',
  'organize.organizers.you': '(you)',
  'organize.organizers.who': '{who, select, both {(you; you started it)} you {(you)} other {(started it)}}',
  'organize.organizers.remove': 'Remove {label}',
  'organize.organizers.removeSure':
    '{label} can’t read or change this draft any more, but knows what it says. The invite link ends; make another one for those who are still to come.',
  'organize.organizers.removeYes': 'Yes, remove {label}',
  'organize.leave.heading': 'Leave this draft',
  'organize.leave.what': 'Until it is sealed, you can go. What you wrote stays with the others.',
  'organize.leave.go': 'Leave the draft',
  'organize.leave.sure':
    '{count, plural, one {You are the only one here: the draft is deleted.} other {You can’t read it any more. To come back, you need an invite.}}',
  'organize.leave.yes': '{count, plural, one {Yes, delete the draft} other {Yes, leave the draft}}',
  'organize.organizers.approvals': 'How many of you must agree to a release',
  'organize.organizers.approvalsHint':
    'Two of three are advised: one of you alone can’t read names, and one may lose her words.',
  'organize.organizers.approvalsOf': '{approvals} of {organizers}',
  'organize.organizers.all':
    'All of you would have to agree. If one loses her words, nothing can ever be released. Better: one organizer more.',
  'organize.invite.heading': 'Invite another organizer',
  'organize.invite.what':
    'Send this link to people whom you trust with your names, over something that your employer doesn’t run. Each makes words of her own.',
  'organize.invite.copy': 'Copy the link',
  'organize.invite.copied': 'Copied.',
  'organize.invite.notCopied': 'This browser doesn’t let the page copy. Select it and copy it yourself.',
  'organize.invite.make': 'Make an invite link',
  'organize.invite.renew': 'Make another link instead',
  'organize.invite.kept':
    'The server doesn’t keep links. A new one takes the place of those that were made before.',
  'organize.invite.old':
    'Whoever has it can join until the letter is sealed. Another link makes this one worthless.',

  'organize.review.heading': 'Review',
  'organize.review.ready': 'Nothing is missing.',
  'organize.review.problems':
    '{count, plural, one {One thing is left to do:} other {# things are left to do:}}',
  'organize.review.changed': 'Another organizer changed this since you looked:',
  'organize.review.refusedTime':
    'By the server’s clock this is over, or too far away. Choose another time, and check the clock of your device.',
  'organize.review.sealHeading': 'Seal it',
  'organize.review.seal':
    'Sealing freezes text and terms for all of you. Each then reads what was sealed and signs it, within seven days. With the last signature the letter opens.',
  'organize.review.allMustAgree':
    'I know that {organizers, plural, =2 {both of us} other {all # of us}} must agree to every release, and that one lost set of words ends it.',
  'organize.review.sealing': 'Making the letter’s keys …',
  'organize.review.go': 'Seal the letter',

  'organize.problem.missing': 'This is still empty.',
  'organize.problem.too_long': 'This is too long: {limit, number} characters at most.',
  'organize.problem.wrong': 'This isn’t possible as it is. Look at it once more.',
  'organize.problem.same_language': 'There is a text in this language already.',
  'organize.problem.no_workplace': 'Name at least one workplace.',
  'organize.problem.no_domain': 'Add its mail domain.',
  'organize.problem.domain_shared': '{domain} stands twice. One mailbox belongs to one workplace.',
  'organize.problem.threshold_cell':
    'It must be at least {minimumCell, number}: smaller groups are never counted.',
  'organize.problem.not_after_opening': 'It must close after it opens.',
  'organize.problem.not_whole_epochs':
    'It must fall on a count. Set the time once more, and it is moved there.',
  'organize.problem.too_many_epochs': 'Count less often, or close earlier.',
  'organize.problem.over': 'This time is over.',
  'organize.problem.too_late':
    'This is too late: a letter opens within a year, and is open for two years at most.',
  'organize.problem.too_early': 'This was more than a week ago. Choose a new time.',
  'organize.problem.not_between': 'It must lie between opening and closing.',
  'organize.problem.release_before': 'It must be after the letter closes.',
  'organize.problem.too_small': 'It must be at least {least, number}.',
  'organize.problem.role_long': '“{role}” is too long. Take fewer words.',
  'organize.problem.role_twice': '“{role}” stands twice.',
  'organize.problem.not_ascending': 'Write the numbers from small to large, each once.',
  'organize.problem.too_many_approvals': 'There are only {organizers, number} of you.',
  'organize.problem.few_organizers': 'Invite at least one other organizer.',
  'organize.problem.many_organizers': 'There are more organizers than a letter may have.',
  'organize.problem.at': '{line, plural, =0 {At “{near}”:} other {Line {line, number}, at “{near}”:}}',
  'organize.problem.text_character':
    'here is a character ({point}) that can’t be seen or isn’t in use. Delete it, or type the word anew.',
  'organize.problem.text_joiner':
    'here is an invisible sign ({point}) that nothing needs. Delete it, or type the word anew.',
  'organize.problem.text_marks':
    'more than four accents stand on one letter, or one stands on no letter. Delete them.',
  'organize.problem.text_space':
    'here is a space too many. Leave one between words, and none at the end of a line.',
  'organize.problem.text_indent':
    'this line begins with spaces. Take them out, or put it exactly below the words of the item above.',
  'organize.problem.text_empty_line':
    'here is an empty line too many. One is enough between paragraphs, and none at the beginning or end.',
  'organize.problem.text_gap':
    'put an empty line before this one. Else it can’t be seen whether it belongs to what stands above.',
  'organize.problem.text_heading': 'a heading begins with # or ##. There are no smaller ones.',
  'organize.problem.text_nested':
    'headings, tables and footnotes can’t stand within a list or a quotation. Put it before or after.',
  'organize.problem.text_too_deep': 'lists and quotations go three deep, and no further. Take one level out.',
  'organize.problem.text_number':
    'this isn’t the number that follows in the list above. If it isn’t meant for one, write \\. for its dot.',
  'organize.problem.text_table':
    'a table has a first row, then one such as | --- | --- |, then others, all with as many cells.',
  'organize.problem.text_cells':
    'write a row as | one | two |, with a space on either side of each bar. For a bar that is only a sign, write \\|',
  'organize.problem.text_star':
    'this star has no partner. Put one where the stressed words end or begin. For a star that is only a sign, write \\*',
  'organize.problem.text_crossed':
    'stressed words and a link overlap. Put both stars inside the brackets, or both outside.',
  'organize.problem.text_image':
    'pictures can’t be in a letter. If this is a link, put a space between ! and [',
  'organize.problem.text_link':
    'a link has words between its brackets, and neither another address nor a footnote: [words](https://…)',
  'organize.problem.text_address':
    'this address can’t be used. Copy it from a browser: it begins with https://, http:// or mailto: and has no letters with accents. If it isn’t meant for one, write \\: for its colon, or put a space between ] and (',
  'organize.problem.text_note':
    'footnotes have numbers: [^1] in the text, and at its end a line that begins with [^1]: and says it.',
  'organize.problem.text_note_order':
    'footnotes count from 1, in the order in which the text mentions them, each once. This is another number.',
  'organize.problem.text_note_missing':
    'this footnote isn’t there. Add a line at the end that begins with its number, such as [^1]: and what it says.',
  'organize.problem.text_note_unused':
    'nothing mentions this footnote. Put its number, such as [^1], where it belongs, or delete it.',
  'organize.problem.text_notes_last':
    'footnotes are the last lines, each in one line. Put this before them, or into the line above.',

  'organize.sealed.heading': 'Read what was sealed, and sign',
  'organize.sealed.what':
    'From here nothing can be changed. Your browser has read the sealed letter itself and computed its number. When all of you have signed, it opens by itself.',
  'organize.sealed.unsaved':
    'It was sealed while you were still writing: your last changes aren’t in it. Don’t sign if they matter. Copy to a new draft, and they are there.',
  'organize.sealed.who': 'Who has signed',
  'organize.sealed.signed': '{signed, select, yes {has signed} other {not yet}}',
  'organize.sealed.until': 'If not all have signed, the draft is deleted with its keys:',
  'organize.sealed.signHeading': 'Sign',
  'organize.sealed.signWhat':
    'Your signature says that this is the letter, with this text and these terms. Compare its number with the other organizers, over something that your employer doesn’t run.',
  'organize.sealed.read': 'I have read the letter and its terms, and I want it like this.',
  'organize.sealed.sign': 'Sign the letter’s opening',
  'organize.sealed.signing': 'Signing …',
  'organize.sealed.waiting':
    'You have signed. The letter opens when the others have, too; this page shows it.',
  'organize.sealed.copy': 'Copy to a new draft',
  'organize.sealed.copyWhat':
    'If something is wrong, don’t sign. A copy begins a new draft, which the others join anew; this one dies by itself.',
  'organize.exact.heading': 'The terms, word for word',
  'organize.exact.what': 'What stands here comes from the bytes that you sign, not from the server’s page.',
  'organize.exact.text': 'The text that is signed: {language}',
  'organize.exact.workplace':
    '{name}: {domains}. {headcount, plural, =0 {} one {# works there.} other {# work there.}} {dots, select, ignored {Dots don’t matter.} other {Dots matter.}}',
  'organize.exact.numbers': 'Counting',
  'organize.exact.numbersAre':
    '{epoch, plural, one {Every minute} other {Every # minutes}}, rounded down to {step, number}, no group under {cell, number}. Advised: to sign {signing, select, now {at once} other {later}}.',
  'organize.exact.roles': '{count, plural, =0 {No roles.} other {Roles: {roles}.}}',
  'organize.exact.conditions':
    '{count, plural, =0 {Names without a condition.} other {Names if so many are named: {conditions}.}}',
  'organize.exact.issuers': 'Who checks mailboxes',
  'organize.exact.id': 'Number of the letter',
  'organize.opened.heading': 'The letter is open',
  'organize.opened.what':
    'This is its link. It is the same for everybody, and nothing in it says who passed it on.',
  'organize.opened.copy': 'Copy the link',
  'organize.opened.console': 'Go to your letter',
  'organize.opened.code': 'QR code of the link to the letter',
  'organize.opened.letter': 'See it as everybody does',
  'organize.opened.share': 'Ways to pass it on',
  'organize.opened.poster': 'A poster to print',
  'organize.opened.supersede': 'A new letter that replaces it',
  'organize.opened.advice':
    'Not over work mail, work chat or a work device: there it can be seen who passes it on.',
} as const;
