// The questions that the pricing lab knows: what each brings, its methods, and the roles of columns in each.
import type { Question } from './price-question';
import {
  choice_roles,
  controls,
  person_words,
  place_words,
  price_role,
  quantity_words,
  rival_words,
  share_roles,
  survey_price,
} from './price-roles';

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
      {
        id: 'cross-elasticity',
        method: 'cross-elasticity',
        title: 'Several products side by side',
        help: 'What each price does to the sales of every product: who takes from whom.',
        asks: 'currency',
        roles: [
          {
            id: 'product',
            label: 'Product',
            help: 'Which product a row is about.',
            words: [/^(product|brand|item|sku|article)( ?(id|ids|name))?$/, /product|brand/],
          },
          {
            id: 'quantity',
            label: 'Quantity sold',
            help: 'Units of that product in a row.',
            number: true,
            positive: true,
            words: quantity_words,
          },
          { ...price_role, help: 'Of that product in that row.' },
          {
            id: 'occasion',
            label: 'Shop and week',
            help: 'Rows with the same values stood side by side: up to four columns.',
            several: true,
            words: [/^(store|shop|retailer|outlet|region|market|city|week|month|day|date|period)( ?(id|nr|no))?$/],
          },
          controls('Promotion, season: whatever moved sales beside the prices.'),
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
        help: 'Hierarchical Bayes: part-worths of everybody who answered several questions; slower.',
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
    id: 'line',
    title: 'Which products should we offer?',
    help: 'Of many candidates, the line that earns most, with proof or a stated gap, and how sure it is.',
    brings:
      'Candidates with prices, costs and features; beside them the part-worths of people, which a study of choices gives.',
    ways: [
      {
        id: 'product-line',
        method: 'product-line',
        title: 'Candidates',
        help: 'Each person takes the best of what is offered, or stays with what there is.',
        asks: 'currency',
        files: [
          {
            role: 'part-worths',
            label: 'Part-worths of people',
            help: 'A row for each person, a column for each feature, named as in the candidates. A study of choices by person saves them.',
          },
          {
            role: 'rivals',
            label: 'Products of rivals',
            help: 'With the same columns; without it people choose between ours and none.',
            optional: true,
          },
        ],
        more: [
          { name: 'outside', value: 'yes' },
          { name: 'size', value: '3' },
        ],
        roles: [
          {
            id: 'product',
            label: 'Candidate',
            help: 'Its name or number.',
            optional: true,
            words: [/^(id|product|candidate|name|sku)( ?id)?$/],
          },
          { ...price_role, help: 'What it would be sold for.' },
          {
            id: 'cost',
            label: 'Cost of one more',
            help: 'What it would cost us.',
            number: true,
            words: [/^(unit ?)?cost$/, /cost/],
          },
          {
            id: 'features',
            label: 'Features',
            help: 'Columns that the part-worths have too.',
            line: 'regressors',
            as: 'control',
            several: true,
            words: [],
          },
        ],
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
