import { describe, expect, it } from '@jest/globals';
import { contactLink } from './contact.js';

describe('the operator’s contact', () => {
  it.each([
    ['help@union.example', 'mailto:help@union.example'],
    [' help@union.example ', 'mailto:help@union.example'],
    ['mailto:help@union.example', 'mailto:help@union.example'],
    ['https://union.example/contact', 'https://union.example/contact'],
    ['HTTP://union.example', 'HTTP://union.example'],
    ['+1 (415) 555-0100', 'tel:+14155550100'],
    ['tel:+4930 1234567', 'tel:+49301234567'],
    ['1 Main Street, Springfield', undefined],
    ['Signal: undersigned.01', undefined],
    ['help@union.example or +1 415 555 0100', undefined],
    ['javascript:alert(1)', undefined],
    ['https://union.example or a letter', undefined],
    ['a@b', undefined],
  ])('%s leads to %s', (contact, href) => {
    expect(contactLink(contact)).toBe(href);
  });
});
