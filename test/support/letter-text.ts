// The letter that tests and vectors are about: invented company, invented people, facts of June 2018.
import type { LetterText, Workplace } from '../../src/protocol/manifest.js';

export const LETTER_TEXT: LetterText = {
  title: 'Our work must not serve the separation of families',
  addressee: 'Dana Whitlock, Chief Executive Officer of Larkspur Software',
  summary: 'Employees of Larkspur Software ask their CEO to end the contract with the border agency.',
  body: [
    'Dear Dana,',
    '',
    'since the policy of “zero tolerance” was announced in April 2018, more than 2,300 children have been taken',
    'from their parents at the southern border.[^1] The agency that takes them hires with our recruiting product',
    'and plans with our analytics.[^2] We build both, and we did not build them for this.',
    '',
    'The executive order of 20 June 2018 stops new separations. It does not bring one child back.',
    '',
    'We ask you',
    '',
    '1. to end the contract, and to say so in public;',
    '2. to publish which agencies use what we build;',
    '3. to let a council in which employees sit decide on such contracts from now on.',
    '',
    'We are proud of our work. Let us stay so.',
    '',
    '[^1]: Department of Homeland Security, 15 and 18 June 2018.',
    '[^2]: Our own announcement of March 2018.',
  ].join('\n'),
  language: 'en-US',
};

export const TRANSLATION: LetterText = {
  title: 'Nuestro trabajo no debe servir para separar familias',
  addressee: 'Dana Whitlock, directora general de Larkspur Software',
  summary: 'Empleados de Larkspur Software piden a su directora que ponga fin al contrato con la agencia.',
  body: 'Estimada Dana:\n\nDesde abril de 2018 más de 2.300 niños han sido separados de sus padres en la frontera sur.',
  language: 'es',
};

export const WORKPLACES: readonly Workplace[] = [
  {
    id: 'larkspur',
    name: 'Larkspur Software',
    domains: ['larkspur.example', 'eu.larkspur.example'],
    mailbox: { dots: 'kept' },
    headcount: 29_000,
  },
  {
    id: 'tidewater',
    name: 'Tidewater Analytics, a Larkspur company',
    domains: ['tidewater.example'],
    mailbox: { dots: 'ignored' },
    headcount: null,
  },
  {
    id: 'muehle',
    name: 'Mühle Datentechnik, a Larkspur company',
    domains: ['xn--mhle-0ra.example'],
    mailbox: { dots: 'kept' },
    headcount: 180,
  },
];
