// Roles of columns that several questions share, with the words that such columns are called by.
import type { Role } from './price-question';

const price_words = [/^(unit ?)?price$/, /price|preis|prix|precio/, /^p$/];
export const quantity_words = [
  /^(units|volume|quantity|sales|qty)$/,
  /unit|volume|quantit|menge|absatz|ventes/,
  /sold|sales|orders|demand/,
  /^q$/,
];
export const place_words = [
  /^(store|shop|retailer|outlet|region|city|country|market|account|customer)$/,
  /store|shop|retail|region|filial/,
];
export const rival_words = [/(rival|compet|konkurr).*/];
const control_words = [
  /promo|display|disp$|feat|advert|campaign|holiday|aktion/,
  /^(month|season|quarter|weekday|day of week)$/,
  /temperature|weather|income/,
];

export const controls = (help: string): Role => ({
  id: 'controls',
  label: 'What else moved sales',
  help,
  line: 'regressors',
  as: 'control',
  several: true,
  optional: true,
  words: control_words,
});

export const price_role: Role = {
  id: 'price',
  label: 'Price',
  help: 'What a customer paid for one.',
  number: true,
  positive: true,
  words: price_words,
};

export const person_words = /^(respondent|resp|person|id|customer|user|household|panelist)( ?id)?$/;

export function survey_price(id: string, label: string, help: string, words: RegExp[], positive = true): Role {
  return { id, label, help, number: true, positive, words };
}

export const choice_roles: Role[] = [
  {
    id: 'chosen',
    label: 'Chosen',
    help: '1 in the row that was chosen, else 0.',
    number: true,
    words: [/^(chosen|choice|selected|picked)$/, /chosen|choice|select/],
  },
  {
    id: 'task',
    label: 'Question or purchase',
    help: 'Rows with the same value were on offer together.',
    words: [/^(task|question|obs ?id|set|occasion|choice ?set)( ?id)?$/, /task|question|occasion|set/],
  },
  {
    id: 'respondent',
    label: 'Person',
    help: 'Who chose; errors then know that answers of one person belong together.',
    optional: true,
    words: [person_words],
  },
  {
    ...price_role,
    help: 'Of the offer, in one currency throughout.',
    positive: false,
  },
  {
    id: 'alternative',
    label: 'Name of the offer',
    help: 'Brand or product, for the map of who takes from whom.',
    optional: true,
    words: [/^(brand|product|label|company)$/],
    text: true,
  },
  {
    id: 'features',
    label: 'Features',
    help: 'What else sets the offers apart: numbers, yes and no as 1 and 0, or words.',
    line: 'regressors',
    as: 'control',
    several: true,
    optional: true,
    words: [],
  },
];

export const share_roles: Role[] = [
  {
    id: 'market',
    label: 'Market',
    help: 'A city and quarter: where products stand side by side.',
    words: [/^(market|market ?ids?|city|period)$/, /market/],
  },
  {
    id: 'share',
    label: 'Share',
    help: 'Of everybody who could buy, between 0 and 1; those who bought nothing are the rest.',
    number: true,
    positive: true,
    words: [/^shares?$/, /share/],
  },
  price_role_of_shares(),
  {
    id: 'product',
    label: 'Product',
    help: 'For the matrix of who takes from whom.',
    optional: true,
    words: [/^(product|product ?ids?|brand|item)$/, /product|brand/],
  },
  {
    id: 'firm',
    label: 'Company',
    help: 'Who sets its price; gives margins.',
    optional: true,
    words: [/^(firm|firm ?ids?|company|owner|manufacturer)$/, /firm|company/],
  },
  {
    id: 'instruments',
    label: 'What moves cost but not demand',
    help: 'Input prices, taxes, distance: instruments for the price.',
    several: true,
    number: true,
    words: [/instrument|^z\d+$/, /cost|shock|input|wage|fuel|tax|tariff|exchange/],
  },
  {
    id: 'features',
    label: 'Features',
    help: 'What else makes people prefer one.',
    line: 'regressors',
    as: 'control',
    several: true,
    optional: true,
    words: [],
  },
];

function price_role_of_shares(): Role {
  return { ...price_role, words: [/^prices?$/, /price/] };
}
