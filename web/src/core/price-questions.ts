// The questions that the pricing lab knows: what each brings, its methods, and the roles of columns in each.
import type { Question, Role } from './price-question';

const price_words = [/^(unit ?)?price$/, /price|preis|prix|precio/, /^p$/];
const quantity_words = [
  /^(units|volume|quantity|sales|qty)$/,
  /unit|volume|quantit|menge|absatz|ventes/,
  /sold|sales|orders|demand/,
  /^q$/,
];
const place_words = [
  /^(store|shop|retailer|outlet|region|city|country|market|account|customer)$/,
  /store|shop|retail|region|filial/,
];
const rival_words = [/(rival|compet|konkurr).*/];
const control_words = [
  /promo|display|disp$|feat|advert|campaign|holiday|aktion/,
  /^(month|season|quarter|weekday|day of week)$/,
  /temperature|weather|income/,
];

const controls = (help: string): Role => ({
  id: 'controls',
  label: 'What else moved sales',
  help,
  line: 'regressors',
  as: 'control',
  several: true,
  optional: true,
  words: control_words,
});

const price_role: Role = {
  id: 'price',
  label: 'Price',
  help: 'What a customer paid for one.',
  number: true,
  positive: true,
  words: price_words,
};

const person_words = /^(respondent|resp|person|id|customer|user|household|panelist)( ?id)?$/;

function survey_price(id: string, label: string, help: string, words: RegExp[], positive = true): Role {
  return { id, label, help, number: true, positive, words };
}

const choice_roles: Role[] = [
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

const share_roles: Role[] = [
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

export const questions: Question[] = [
  {
    id: 'volume',
    title: 'What does price do to volume?',
    help: 'How many are sold at another price, and which price earns most.',
    brings: 'Sales history: one row for a period, or for a shop and a period, with price and quantity.',
    ways: [
      {
        id: 'elasticity',
        method: 'elasticity',
        title: 'One product',
        help: 'One elasticity from all rows, compared within each shop where there are several.',
        asks: 'price-and-cost',
        roles: [
          {
            id: 'quantity',
            label: 'Quantity sold',
            help: 'Units, orders or seats in a row.',
            number: true,
            positive: true,
            words: quantity_words,
          },
          price_role,
          {
            id: 'place',
            label: 'Shop, region or customer',
            help: 'Rows are then compared within each, so that big and small ones do not mix.',
            line: 'absorb',
            optional: true,
            words: place_words,
          },
          {
            id: 'rivals',
            label: 'Rivals’ prices',
            help: 'Each gives a cross elasticity and a slider.',
            line: 'regressors',
            as: 'log',
            several: true,
            optional: true,
            number: true,
            positive: true,
            words: rival_words,
          },
          controls('Promotion, season, display: whatever moved sales beside the price.'),
        ],
      },
    ],
  },
  {
    id: 'willingness',
    title: 'What would people pay?',
    help: 'Which prices people find acceptable, and where most revenue lies.',
    brings: 'A price survey: four prices of each person, or which prices each would accept.',
    ways: [
      {
        id: 'van-westendorp',
        method: 'van-westendorp',
        title: 'Four prices of each person',
        help: 'Too cheap, cheap, expensive, too expensive (Van Westendorp).',
        asks: 'currency',
        roles: [
          survey_price('too cheap', 'Too cheap', 'So cheap that the quality would be doubted.', [
            /too ?(cheap|low|inexpensive)|zu (billig|g.nstig)/,
            /^tc$/,
          ]),
          survey_price('cheap', 'Cheap', 'A bargain: good value for the money.', [
            /^(cheap|bargain|inexpensive|good value|billig|g.nstig)$/,
            /cheap|bargain|value/,
            /^ch?$/,
          ]),
          survey_price('expensive', 'Expensive', 'Getting expensive, but still worth a thought.', [
            /^(expensive|dear|teuer)$/,
            /expensive|dear|teuer/,
            /^ex?$/,
          ]),
          survey_price('too expensive', 'Too expensive', 'So expensive that it would not be bought.', [
            /too ?(expensive|dear|high)|zu teuer/,
            /^te$/,
          ]),
          {
            ...survey_price(
              'intent cheap',
              'Would buy at the cheap price',
              'Likelihood from 5 (surely) to 1: gives trial and revenue.',
              [/(intent|buy|likel|purchase).*(cheap|bargain)/, /^(pi|intent) ?(cheap|c|1)$/],
            ),
            optional: true,
            positive: false,
          },
          {
            ...survey_price(
              'intent expensive',
              'Would buy at the expensive price',
              'The same at the price called expensive.',
              [/(intent|buy|likel|purchase).*(expensive|dear)/, /^(pi|intent) ?(expensive|e|2)$/],
            ),
            optional: true,
            positive: false,
          },
        ],
      },
      {
        id: 'gabor-highest',
        method: 'gabor-granger',
        title: 'The highest price each person accepts',
        help: 'One row a person (Gabor-Granger).',
        asks: 'cost',
        roles: [
          survey_price(
            'highest price',
            'Highest price accepted',
            '0 for somebody who would not buy at any.',
            [/(highest|max(imum)?|most).*(price|pay|accept)?/, /wtp|willing|would pay/],
            false,
          ),
        ],
      },
      {
        id: 'gabor-answers',
        method: 'gabor-granger',
        title: 'Yes or no at a price',
        help: 'One row for each person and price (Gabor-Granger).',
        asks: 'cost',
        roles: [
          { ...price_role, help: 'The price that was asked.' },
          {
            id: 'answer',
            label: 'Answer',
            help: 'Yes or no, 1 or 0.',
            words: [/^(answer|accept(ed|s)?|would buy|buys?|response|yes)$/, /answer|accept|would buy|bought/],
          },
          {
            id: 'respondent',
            label: 'Person',
            help: 'Where somebody answers at several prices.',
            optional: true,
            words: [person_words],
          },
        ],
      },
      {
        id: 'gabor-shares',
        method: 'gabor-granger',
        title: 'The share that accepts each price',
        help: 'One row a price, already counted (Gabor-Granger).',
        asks: 'cost',
        roles: [
          { ...price_role, help: 'The price that was asked.' },
          {
            id: 'share',
            label: 'Share that accepts',
            help: 'Between 0 and 1.',
            number: true,
            words: [/^(share|accept(ed|ing)?|demand)$/, /share|percent|accept/],
          },
          {
            id: 'asked',
            label: 'How many were asked',
            help: 'Without it there are no intervals.',
            optional: true,
            number: true,
            words: [/^(asked|n|respondents|people)$/, /asked|respondents/],
          },
        ],
      },
    ],
  },
  {
    id: 'choices',
    title: 'Which line-up?',
    help: 'What each feature is worth, and which share each offer takes at which price.',
    brings:
      'Choices among offers, from a conjoint survey or a shop: one row an offer, with what it was, and whether it was chosen.',
    ways: [
      {
        id: 'multinomial-logit',
        method: 'multinomial-logit',
        title: 'One taste for all',
        help: 'Multinomial logit: quick, for a market as a whole.',
        asks: 'currency',
        roles: choice_roles,
      },
      {
        id: 'hierarchical-logit',
        method: 'hierarchical-logit',
        title: 'A taste of each person',
        help: 'Hierarchical Bayes: part-worths of everybody who answered several questions; takes a minute.',
        asks: 'currency',
        roles: choice_roles.map((role) => (role.id === 'respondent' ? { ...role, optional: false } : role)),
        more: [
          { name: 'draws', value: '10000' },
          { name: 'burn', value: '5000' },
        ],
        lines_of: { price: 'negative' },
      },
    ],
  },
  {
    id: 'shares',
    title: 'What do market shares say?',
    help: 'Who takes sales from whom, and which margins the prices imply.',
    brings:
      'One row for each product and market (a city and quarter), with its share of all who could buy, and its price.',
    ways: [
      {
        id: 'logit',
        method: 'logit',
        title: 'Shares of products in markets',
        help: 'Logit demand; the price is set by the seller, so it needs instruments that move cost but not demand.',
        asks: 'currency',
        more: [{ name: 'after', value: 'elasticities' }],
        roles: share_roles,
      },
    ],
  },
  {
    id: 'diffusion',
    title: 'How fast will it catch on?',
    help: 'How many will buy in all, when the peak comes, and what follows.',
    brings: 'First purchases in each period since the launch.',
    ways: [
      {
        id: 'bass',
        method: 'bass',
        title: 'Sales since the launch',
        help: 'Bass diffusion: buyers who try by themselves, and those who follow them.',
        asks: 'currency',
        more: [{ name: 'horizon', value: '8' }],
        roles: [
          {
            id: 'sales',
            label: 'Sales in a period',
            help: 'First purchases only, without replacement.',
            number: true,
            words: [/^(sales|adoptions?|adopters|new customers|units)$/, /sales|adopt|new|units/],
          },
          {
            id: 'period',
            label: 'Period',
            help: 'Year, quarter or month.',
            optional: true,
            number: true,
            words: [/^(period|year|quarter|month|week|t)$/, /period|year|quarter/],
          },
        ],
      },
    ],
  },
];
