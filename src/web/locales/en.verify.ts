// English: what a verifier of bundles says, on the page, in the file that works from a disk and on the command line.

export const enVerify = {
  'verify.title': 'Check a released letter',
  'verify.lead':
    'Drop the file of a released letter here. Your own computer reads every signature in it and counts; nothing is sent anywhere.',
  'verify.loading': 'Loading what checks the file …',
  'verify.ready':
    'All is loaded. You may turn the network off now: from here on this page asks for nothing, and its own rules forbid it to send anything.',
  'verify.notLoaded': 'What checks the file could not be loaded. Load this page again.',
  'verify.noScript':
    'To check a file here, allow JavaScript for this page: it is your own computer that checks. Or use the command line.',
  'verify.fileTitle': 'The same as a file of its own',
  'verify.fileWhat':
    'This page came from a server, and a server could give you a false page. So it is also a single file, which you can keep, hand on and open from your disk, without any network. It is the same for everybody; compare its SHA-256 with what others got, or build it from the source.',
  'verify.fileGet': 'Get undersigned-verify.html ({size})',
  'verify.fileDigest': 'Its SHA-256',
  'verify.commandTitle': 'The same on the command line',
  'verify.commandWhat':
    'The program that runs this server checks bundles, too, and with it come eighty lines of shell that need nothing of ours but openssl and jq.',
  'verify.file.lead':
    'Drop the file of a released letter here. This page is a single file: it asks no network for anything, and its own rules forbid it to.',

  'verify.id': 'The letter’s id, or its link',
  'verify.idHint': 'The 32 characters at the end of the letter’s link.',
  'verify.idFromLink': 'It came with the link that brought you here. Compare it with the letter’s own link.',
  'verify.idWhy': 'Why is it not read from the file?',
  'verify.idBecause':
    'Because then any file would fit itself. The id is a digest of the letter’s text and terms. If you have it from the letter’s link, and not from whoever gave you the file, a file about another text can’t pass.',
  'verify.idWrong': 'A letter’s id has 32 characters, a to z and 2 to 7: the end of the letter’s link.',
  'verify.choose': 'The bundle',
  'verify.chooseHint': 'The file that came with the letter: its name mostly ends in .bundle or .json.',
  'verify.chosen': '{name}, {size}',
  'verify.drop': 'Drop the file here, or choose it.',
  'verify.fileMissing': 'Choose the file first.',
  'verify.fileMany': 'Drop one file at a time: the bundle.',
  'verify.fileFolder': 'This is a folder. Open it, and drop the bundle that is in it.',
  'verify.go': 'Check it',

  'verify.running': 'Checking',
  'verify.reading': 'Reading the file …',
  'verify.progress': '{verified, number} of {all, number} signatures hold so far',
  'verify.paused': 'Paused.',
  'verify.pause': 'Pause',
  'verify.resume': 'Go on',
  'verify.cancel': 'Cancel',
  'verify.stopped': 'Cancelled',
  'verify.stoppedMeans': 'Nothing is known about the file.',
  'verify.again': 'Check another file',

  'verify.valid': 'Valid',
  'verify.validMeans':
    '{count, plural, one {# signature} other {# signatures}}, each of a different employee by the word of the issuers named below.',
  'verify.letter': 'Letter',
  'verify.to': 'To',
  'verify.letterId': 'Id',
  'verify.threshold': 'Threshold',
  'verify.countedAt': 'Counted at',
  'verify.countedAtEpoch': '{time} (end of epoch {epoch})',
  'verify.edition': 'Edition',
  'verify.embargo': 'Embargo',
  'verify.embargoNone': 'none',
  'verify.embargoUntil': 'not to be published before {time}',
  'verify.approved': 'Approved',
  'verify.approvedBy': 'by {names} ({approvals} of {organizers} needed)',
  'verify.contact': 'Contact',
  'verify.byWorkplace': 'By workplace',
  'verify.workplace': '{name}: {count, number}{share} ({by}{waiting})',
  'verify.share': ', {share} % of {headcount, number}',
  'verify.checkedBy': '{method}, checked by {issuer}',
  'verify.waiting': '; newcomers wait for the next edition',
  'verify.method.email-code': 'a code mailed to a work address',
  'verify.method.voucher': 'a single-use code on paper',
  'verify.method.oidc': 'a sign-in',
  'verify.noNames': 'By name: nobody',
  'verify.names': 'By name: {names, number} of {count, number}',
  'verify.nameCertified': '{name} ({address}, certificate in the bundle)',
  'verify.nameChecked': '{name} (certificate checked by the organizers)',
  'verify.moreNames': 'and {more, number} more',
  'verify.struck':
    'Left out by the organizers (struck): {struck, number} of those who had chosen to be named.',
  'verify.noRoles': 'By role: no table in this edition',
  'verify.roles': 'By role, by the origin’s word (–: too few to be shown, or would tell of those)',
  'verify.rolesOf': '{workplace}: {roles}',
  'verify.role': '{role} {count, number}',
  'verify.roleHidden': '{role} –',
  'verify.noRole': 'no role given',

  'verify.proven': 'What this proves',
  'verify.proven.text':
    'The text and terms are those of the link. Every organizer signed them, every issuer confirmed them.',
  'verify.proven.signatures':
    'Each signature has a token of its own, signed by the issuer of its workplace for this letter and no other, and a statement made with the key inside that token.',
  'verify.proven.count':
    'None stands twice. The count is theirs, and the organizers named above approved it.',
  'verify.notProven': 'What it does not prove',
  'verify.notProven.employees':
    'That an issuer gave tokens to employees only: trust the issuers named above for that, or ask for several.',
  'verify.notProven.persons':
    'That a mailbox is a person, or that a name is right: a certificate proves the mailbox, not the name.',
  'verify.notProven.roles': 'That the roles are right: the role table is the origin’s word.',
  'verify.notProven.organizers': 'Who the organizers are. Who signed without a name; that is the point.',

  'verify.invalid': 'Invalid: do not rely on this bundle.',
  'verify.unusable': 'Unusable: this can’t be checked.',
  'verify.unreadable': 'The file can’t be read',
  'verify.unreadableMeans': 'It may have been moved or changed, or be a folder. Choose it again.',
  'verify.unfit': 'This browser can’t check such signatures',
  'verify.unfitMeans':
    'It doesn’t know Ed25519. That says nothing about the file. Use a current Firefox, Chrome or Safari, or the command line.',
  'verify.broken': 'The check itself broke off',
  'verify.brokenMeans': 'That says nothing about the file. Load this page again.',
  'verify.code': 'Code',
  'verify.place': 'Place',
  'verify.placeCounts': 'Lists are counted from 0.',
  'verify.message': 'In the verifier’s words',
  'verify.invalidNext':
    'Get the file again from where the letter was released, and compare the id with the letter’s link. If it stays so, ask the organizers, and don’t print the count.',
  'verify.unusableNext':
    'That says nothing about the letter. Get the bundle again from where the letter was released, and don’t open and save it with another program before you check it.',

  'verify.kind.empty': 'The file is empty: its download failed. Get it again.',
  'verify.kind.cut_off':
    'This is only a part of a bundle: its download broke off, or it was not copied whole. Get it again.',
  'verify.kind.web_page':
    'This is a web page, not the bundle. Open it in a browser, and save the file that its link to the bundle leads to.',
  'verify.kind.packed': 'This is a packed file. Unpack it first, and check what is in it.',
  'verify.kind.saved_anew':
    'Some program opened this and saved it anew, with a mark in front of it. Get it again, and check it as it comes.',
  'verify.kind.other':
    'This is no bundle. Perhaps it is another file: its name mostly ends in .bundle or .json.',

  'verify.code.malformed': 'What stands there doesn’t have the form that it must have.',
  'verify.code.not_canonical':
    'This was written anew by some program: a bundle must stay byte for byte as it was published.',
  'verify.code.unsupported_format': 'This is no bundle, or one of a version that this program doesn’t know.',
  'verify.code.too_large': 'This is larger than any bundle may be.',
  'verify.code.invalid_manifest': 'The letter’s terms contradict each other.',
  'verify.code.letter_mismatch':
    'This file, or a part of it, is about another letter than the one that you asked for.',
  'verify.code.invalid_opening': 'Not every organizer has signed this letter.',
  'verify.code.invalid_countersigning': 'Not every issuer has confirmed this letter.',
  'verify.code.invalid_certificate': 'A certificate is not by the issuer that is said to have given it.',
  'verify.code.invalid_token': 'A token is not signed by the issuer of its workplace for this letter.',
  'verify.code.wrong_issuers': 'A signature has tokens of too few, too many, or the wrong issuers.',
  'verify.code.invalid_statement':
    'A signature was not made with the key in its token, or says something else.',
  'verify.code.duplicate_record': 'One signature stands in the file twice.',
  'verify.code.unsorted_records': 'The signatures are not in their order, so that one could stand twice.',
  'verify.code.count_mismatch': 'The count is not the number of signatures in the file.',
  'verify.code.cell_mismatch': 'The counts by workplace are not those of the signatures in the file.',
  'verify.code.below_threshold': 'There are fewer signatures than the letter’s threshold.',
  'verify.code.root_mismatch': 'The signatures are not those that the organizers approved.',
  'verify.code.proposal_mismatch': 'What was approved and what was counted don’t belong together.',
  'verify.code.invalid_approval': 'An approval is not by an organizer of this letter, or stands twice.',
  'verify.code.too_few_approvals': 'Fewer organizers approved than the letter demands.',
  'verify.code.invalid_name': 'A name is published without a proof that holds.',
  'verify.code.invalid_role_table': 'The table of roles breaks the rules that protect small groups.',
  'verify.code.invalid_signature': 'A signature is not by whom it should be.',
  'verify.code.other': 'Something in this file doesn’t hold.',
} as const;
