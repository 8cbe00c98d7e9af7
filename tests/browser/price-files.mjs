// Files for the pricing lab, made from known demand and a fixed seed: sales, price surveys, choices, shares.

/** Lehmer's generator: repeatable, and good enough for files of a few hundred rows. */
function random_of(seed) {
  let state = seed;
  const uniform = () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
  const normal = () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
  return { uniform, normal };
}

const csv = (rows) => `${rows.map((row) => row.join(',')).join('\n')}\n`;

/** Weekly sales of shops with a known elasticity; `fixed`: one price throughout. */
export function sales({ elasticity = -2.5, cross = 0.7, weeks = 60, shops = 5, fixed = false, seed = 7 } = {}) {
  const { uniform, normal } = random_of(seed);
  const rows = [['shop', 'week', 'units', 'price', 'rival_price', 'promotion']];
  for (let shop = 0; shop < shops; shop += 1) {
    const level = 8 + 0.5 * normal();
    for (let week = 1; week <= weeks; week += 1) {
      const price = fixed ? 4.99 : Number((3.6 + 2.6 * uniform()).toFixed(2));
      const rival = Number((4 + 1.8 * uniform()).toFixed(2));
      const promotion = uniform() < 0.15 ? 1 : 0;
      const log = level + elasticity * Math.log(price) + cross * Math.log(rival) + 0.3 * promotion + 0.2 * normal();
      rows.push([`Shop ${'ABCDEFGH'[shop]}`, week, Math.max(1, Math.round(Math.exp(log))), price, rival, promotion]);
    }
  }
  return csv(rows);
}

/** Four prices of each person around 30, and how likely they would buy at two of them. */
export function four_prices({ people = 180, seed = 11 } = {}) {
  const { uniform, normal } = random_of(seed);
  const half = (value) => Math.round(value * 2) / 2;
  const rows = [['respondent', 'too_cheap', 'cheap', 'expensive', 'too_expensive', 'buy_at_cheap', 'buy_at_expensive']];
  for (let person = 1; person <= people; person += 1) {
    const base = 30 * Math.exp(0.25 * normal());
    const too_cheap = half(base * (0.5 + 0.15 * uniform()));
    const cheap = Math.max(too_cheap + 0.5, half(base * (0.7 + 0.2 * uniform())));
    const expensive = Math.max(cheap + 0.5, half(base * (1 + 0.2 * uniform())));
    const too_expensive = Math.max(expensive + 0.5, half(base * (1.25 + 0.35 * uniform())));
    rows.push([
      person,
      too_cheap,
      cheap,
      expensive,
      too_expensive,
      3 + Math.floor(3 * uniform()),
      1 + Math.floor(4 * uniform()),
    ]);
  }
  return csv(rows);
}

/** Yes or no of each person at six prices. */
export function yes_no({ people = 150, seed = 5 } = {}) {
  const { normal } = random_of(seed);
  const rows = [['person', 'price', 'answer']];
  for (let person = 1; person <= people; person += 1) {
    const most = 7.6 * Math.exp(0.3 * normal());
    for (const price of [4, 5, 6, 7, 8, 9]) rows.push([person, price, most >= price ? 'yes' : 'no']);
  }
  return csv(rows);
}

/** Choices among three offers; waterproof is worth 25 in money, an hour of battery 3.75. */
export function choices({ people = 120, tasks = 8, seed = 3 } = {}) {
  const { uniform } = random_of(seed);
  const brands = { Alder: 0.4, Birch: 0, Cedar: -0.3 };
  const one_of = (list) => list[Math.floor(list.length * uniform())];
  const rows = [['respondent', 'task', 'offer', 'brand', 'battery_hours', 'waterproof', 'price', 'chosen']];
  for (let person = 1; person <= people; person += 1) {
    for (let task = 1; task <= tasks; task += 1) {
      const offers = [1, 2, 3].map((offer) => {
        const brand = one_of(Object.keys(brands));
        const hours = one_of([8, 12, 16]);
        const waterproof = uniform() < 0.5 ? 1 : 0;
        const price = one_of([79, 99, 119, 149]);
        const worth = brands[brand] + 0.09 * hours + 0.6 * waterproof - 0.024 * price;
        return {
          row: [person, task, offer, brand, hours, waterproof, price],
          utility: worth - Math.log(-Math.log(uniform())),
        };
      });
      const best = offers.reduce((found, one) => (one.utility > found.utility ? one : found));
      for (const one of offers) rows.push([...one.row, one === best ? 1 : 0]);
    }
  }
  return csv(rows);
}

/** Shares of four products of two companies in sixty markets, with a cost that moves prices only. */
export function market_shares({ markets = 60, seed = 9 } = {}) {
  const { uniform, normal } = random_of(seed);
  const names = ['Oat', 'Rye', 'Corn', 'Bran'];
  const rows = [['market', 'product', 'firm', 'share', 'price', 'cost_shock']];
  for (let market = 1; market <= markets; market += 1) {
    const all = names.map((name, place) => {
      const shock = uniform();
      const taste = 0.4 * normal();
      const price = 1.2 + 0.12 * place + 0.8 * shock + 0.25 * taste;
      return { name, place, shock, price, pull: Math.exp(1.6 + 0.4 * place - 1.7 * price + taste) };
    });
    const sum = 1 + all.reduce((total, one) => total + one.pull, 0);
    for (const one of all) {
      rows.push([
        `M${market}`,
        one.name,
        one.place < 2 ? 'Mill' : 'Grange',
        (one.pull / sum).toFixed(6),
        one.price.toFixed(3),
        one.shock.toFixed(4),
      ]);
    }
  }
  return csv(rows);
}

/** Three teas in shops and weeks: each falls by its own price, and gains by that of the first. */
export function side_by_side({ shops = 12, weeks = 30, seed = 13 } = {}) {
  const { uniform, normal } = random_of(seed);
  const names = ['Assam', 'Darjeeling', 'Nilgiri'];
  const rows = [['shop', 'week', 'product', 'units', 'price']];
  for (let shop = 1; shop <= shops; shop += 1) {
    const size = 0.5 * normal();
    for (let week = 1; week <= weeks; week += 1) {
      const prices = names.map(() => Number((3 + 2 * uniform()).toFixed(2)));
      names.forEach((name, place) => {
        const own = -2.2 * Math.log(prices[place]);
        const first = place ? 0.8 * Math.log(prices[0]) : 0;
        rows.push([
          `S${shop}`,
          week,
          name,
          Math.max(1, Math.round(Math.exp(8 + size + own + first + 0.2 * normal()))),
          prices[place],
        ]);
      });
    }
  }
  return csv(rows);
}

/** Lamps that could be made: every combination of hours, waterproof or not, at four prices. */
export function candidates() {
  const rows = [['id', 'battery_hours', 'waterproof', 'price', 'unit_cost']];
  for (const hours of [8, 12, 16])
    for (const waterproof of [0, 1])
      for (const price of [79, 99, 119, 149])
        rows.push([
          `L${hours}${waterproof ? 'w' : ''}-${price}`,
          hours,
          waterproof,
          price,
          30 + 2 * hours + 12 * waterproof,
        ]);
  return csv(rows);
}
