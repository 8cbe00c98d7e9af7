// A line-up to try out: what each offer is, its price and cost; shares and profit follow at once.
import type { ChoiceModel, Feature, Offer } from '../../core/price-choice';
import { money } from '../../core/price-words';
import { Button } from '../../kit/Button';
import { Checkbox, FieldFrame, Select } from '../../kit/Field';
import { Slider } from './parts';

const most = 8;

function FeatureField({
  feature,
  value,
  onValue,
}: {
  feature: Feature;
  value: string;
  onValue: (value: string) => void;
}) {
  if (feature.kind === 'yes-no') {
    return <Checkbox label={feature.column} checked={value === '1'} onChecked={(on) => onValue(on ? '1' : '0')} />;
  }
  if (feature.kind === 'words' || feature.levels.length <= 8) {
    return (
      <FieldFrame label={feature.column}>
        {({ id }) => (
          <Select
            id={id}
            value={value}
            onValue={onValue}
            choices={feature.levels.map((level) => ({ value: level, label: level }))}
          />
        )}
      </FieldFrame>
    );
  }
  return (
    <Slider
      label={feature.column}
      value={Number(value)}
      onValue={(number) => onValue(String(number))}
      low={feature.lowest}
      high={feature.highest}
      step={Number(((feature.highest - feature.lowest) / 100).toPrecision(1))}
      shown={value}
    />
  );
}

export interface OffersProps {
  model: ChoiceModel;
  offers: Offer[];
  set_offers: (offers: Offer[]) => void;
  low: number;
  high: number;
  currency: string;
}

export function Offers({ model, offers, set_offers, low, high, currency }: OffersProps) {
  const step = Number(((high - low) / 100).toPrecision(1));
  const change = (index: number, values: Partial<Offer>) =>
    set_offers(offers.map((offer, at) => (at === index ? { ...offer, ...values } : offer)));
  return (
    <div class="price-offers">
      {offers.map((offer, index) => (
        <fieldset key={index} class="price-offer">
          <legend class="reader-only">{offer.name}</legend>
          <div class="row">
            <input
              class="input strong"
              aria-label={`Name of offer ${index + 1}`}
              value={offer.name}
              onInput={(event) => change(index, { name: event.currentTarget.value })}
            />
            {offers.length > 1 && (
              <Button
                kind="ghost"
                icon="close"
                label={`Take ${offer.name} out`}
                onClick={() => set_offers(offers.filter((_, at) => at !== index))}
              />
            )}
          </div>
          <Checkbox label="Ours" checked={offer.is_ours} onChecked={(is_ours) => change(index, { is_ours })} />
          <Slider
            label="Price"
            value={offer.price}
            onValue={(price) => change(index, { price })}
            low={low}
            high={high}
            step={step}
            shown={money(offer.price, currency)}
          />
          {offer.is_ours && (
            <Slider
              label="Cost of one more"
              value={offer.cost}
              onValue={(cost) => change(index, { cost })}
              low={0}
              high={high}
              step={step}
              shown={money(offer.cost, currency)}
            />
          )}
          {model.features.map((feature) => (
            <FeatureField
              key={feature.column}
              feature={feature}
              value={offer.features[feature.column] ?? ''}
              onValue={(value) => change(index, { features: { ...offer.features, [feature.column]: value } })}
            />
          ))}
        </fieldset>
      ))}
      {offers.length < most && (
        <Button
          icon="plus"
          onClick={() => {
            const last = offers[offers.length - 1]!;
            set_offers([...offers, { ...last, features: { ...last.features }, name: `Offer ${offers.length + 1}` }]);
          }}
        >
          One more offer
        </Button>
      )}
    </div>
  );
}
