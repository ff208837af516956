/** Small lies about the engine, one at a time: what the oracle must notice (tests/forms/README.md). `from` stands in the file once. */
export interface Mutant {
  readonly what: string;
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

const inFile =
  (file: string) =>
  (what: string, from: string, to: string): Mutant => ({ what, file, from, to });

const equality = inFile('forms/answers/expression/equality.ts');
const operators = inFile('forms/answers/expression/operators.ts');
const closures = inFile('forms/answers/expression/closures.ts');
const numbers = inFile('forms/answers/expression/numbers.ts');
const lists = inFile('forms/answers/expression/list-call.ts');
const fill = inFile('forms/answers/fill.ts');
const judge = inFile('forms/answers/judge.ts');
const validate = inFile('forms/answers/validate.ts');
const number = inFile('forms/questionnaire/kinds/number.ts');
const offer = inFile('forms/questionnaire/kinds/offer.ts');
const scope = inFile('forms/answers/scope.ts');
const answer = inFile('forms/answers/expression/as-answer.ts');

export const mutants: readonly Mutant[] = [
  equality(
    'texts are compared in their case',
    'a.trim().toLowerCase() === b.trim().toLowerCase()',
    'a.trim() === b.trim()',
  ),
  equality(
    'an empty list is not empty',
    'if (Array.isArray(value)) return value.length === 0;',
    'if (Array.isArray(value)) return false;',
  ),
  equality('any positive number is true', 'Number(value) === 1', 'Number(value) >= 1'),
  operators(
    '“greater” holds for equals',
    'greater: (a, b) => less(b, a),',
    'greater: (a, b) => equal(a, b) === true || less(b, a) === true,',
  ),
  operators(
    'what is missing is less',
    'if (a === undefined || a === null || b === undefined || b === null) return false;\n  const left = besideMoment(a, b);\n  return isLess',
    'if (a === undefined || a === null || b === undefined || b === null) return true;\n  const left = besideMoment(a, b);\n  return isLess',
  ),
  operators(
    'division by 0 gives infinity',
    'div: arithmetic((a, b) => (b ? coerced(a) / coerced(b) : null)),',
    'div: arithmetic((a, b) => coerced(a) / coerced(b)),',
  ),
  operators(
    '“allof” is content with one',
    'b.every((wanted) => contains(a, wanted) === true)',
    'b.some((wanted) => contains(a, wanted) === true)',
  ),
  operators('“anyof” nothing does not hold', 'if (isEmpty(b)) return true;', 'if (isEmpty(b)) return false;'),
  operators('“notcontains” is “contains”', 'containsCore(a, b, false)', 'containsCore(a, b, true)'),
  closures('“!” does nothing', '(place, run) => !operand(place, run)', '(place, run) => operand(place, run)'),
  closures(
    '“empty” is “notempty”',
    "const wanted = operator === 'empty';",
    "const wanted = operator !== 'empty';",
  ),
  closures(
    '“and” is content with one',
    'return first === false ? false : operation',
    'return first === true ? true : operation',
  ),
  numbers(
    'decimals of sums are cut',
    'fixed(sum, Math.max(decimalsOf(a), decimalsOf(b)))',
    'fixed(sum, Math.min(1, decimalsOf(a), decimalsOf(b)))',
  ),
  lists('items without the answer count', 'if (value === undefined || isEmpty(value)) continue;', ''),
  fill('panels hide nothing', 'if (!shown) return false;', ''),
  fill(
    'a page around does not matter',
    '!this.isInsideShown(question.inside, scope) || !this.isShown(question, scope)',
    '!this.isShown(question, scope)',
  ),
  fill('comments stay without “other”', 'if (beside && !keepsComment', 'if (!beside && !keepsComment'),
  judge(
    'blanks answer what is required',
    'if (required && computes === undefined && isBlank(value))',
    'if (required && computes === undefined && value === undefined)',
  ),
  judge(
    'requiredIf adds to isRequired',
    'requiredIf === undefined ? compiled.required : requiredIf(scope, this.run)',
    'compiled.required || (requiredIf?.(scope, this.run) ?? false)',
  ),
  judge('what is locked is judged', 'if (!locked) this.findings', 'this.findings'),
  judge(
    'locks inside a list are forgotten',
    'const locked = listLocked || (question.lockable',
    'const locked = (question.lockable',
  ),
  judge('validators are asked after bounds', 'if (own.length > 0) return;', ''),
  validate('a validator’s least is not allowed', 'number < least', 'number <= least'),
  validate('validators see blanks', "isBlank(value) && !(rule.type === 'email' && value !== '')", 'false'),
  number('the largest is not allowed', 'value > most', 'value >= most'),
  offer(
    'conditions of choices are ignored',
    'condition === undefined || situation.holdsForChoice',
    'true || situation.holdsForChoice',
  ),
  scope(
    'rows without answers are kept',
    'const answered = items.filter(isAnswered).sort',
    'const answered = [...items].sort',
  ),
  scope(
    'computed values are kept as they are',
    'const answer = computed ? asAnswer(value) : (value as Json | undefined);',
    'const answer = value as Json | undefined;',
  ),
  answer('empty values are kept', 'isEmpty(plain) ? undefined : plain', 'false ? undefined : plain'),
];
