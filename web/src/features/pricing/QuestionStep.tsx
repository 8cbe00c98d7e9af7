// Step 2: the question, and where there are several ways to answer it, which.
import { fit_of, type Question } from '../../core/price-question';
import { questions } from '../../core/price-questions';
import { Tag } from '../../kit/Badge';
import { choose_question, choose_way, columns, question, way } from './state';

const fits = (one: Question): boolean => one.ways.some((item) => fit_of(item, columns.value) === 1);

export function QuestionStep() {
  return (
    <>
      <h2 tabIndex={-1}>What do you want to know?</h2>
      <fieldset class="price-questions">
        <legend class="reader-only">Question</legend>
        {questions.map((one) => (
          <label key={one.id} class="price-question">
            <input
              type="radio"
              name="question"
              checked={question.value.id === one.id}
              onChange={() => choose_question(one)}
            />
            <span class="strong">
              {one.title} {fits(one) && <Tag>Your columns fit</Tag>}
            </span>
            <span>{one.help}</span>
            <span class="quiet">{one.brings}</span>
          </label>
        ))}
      </fieldset>
      {question.value.ways.length > 1 && (
        <fieldset class="price-ways">
          <legend class="section-title">What do the rows hold?</legend>
          {question.value.ways.map((one) => (
            <label key={one.id} class="choice">
              <input type="radio" name="way" checked={way.value.id === one.id} onChange={() => choose_way(one)} />
              <span>
                <span class="strong">{one.title}</span> <span class="quiet">{one.help}</span>
              </span>
            </label>
          ))}
        </fieldset>
      )}
    </>
  );
}
