/**
 * The order of evaluation: every question and calculated value after everything that its visibility, its choices or its
 * own expression depend on. Where there is no such order there is a cycle, and the questionnaire is refused (Q11).
 */

export interface Node {
  readonly name: string;
  /** JSON pointer of the question, for the fault. */
  readonly at: string;
  readonly uses: readonly string[];
}

export type Ordering =
  | { readonly ok: true; readonly order: readonly string[] }
  | {
      readonly ok: false;
      readonly cycles: readonly { readonly at: string; readonly names: readonly string[] }[];
    };

type Mark = 'open' | 'done';

class Sorter {
  readonly order: string[] = [];
  readonly cycles: { readonly at: string; readonly names: readonly string[] }[] = [];
  private readonly marks = new Map<string, Mark>();
  private readonly nodes: ReadonlyMap<string, Node>;

  constructor(nodes: ReadonlyMap<string, Node>) {
    this.nodes = nodes;
  }

  /** Depth first without recursion: questionnaires can chain more questions than a stack has room for. */
  visit(start: Node): void {
    const trail: { readonly node: Node; next: number }[] = [];
    this.enter(start, trail);
    for (let top = trail.at(-1); top !== undefined; top = trail.at(-1)) {
      const used = top.node.uses[top.next];
      top.next += 1;
      if (used === undefined) {
        this.marks.set(top.node.name, 'done');
        this.order.push(top.node.name);
        trail.pop();
        continue;
      }
      const node = this.nodes.get(used);
      if (node !== undefined) this.enter(node, trail);
    }
  }

  private enter(node: Node, trail: { readonly node: Node; next: number }[]): void {
    const mark = this.marks.get(node.name);
    if (mark === 'open') {
      const from = trail.findIndex((step) => step.node.name === node.name);
      this.cycles.push({
        at: node.at,
        names: [...trail.slice(from).map((step) => step.node.name), node.name],
      });
    } else if (mark === undefined) {
      this.marks.set(node.name, 'open');
      trail.push({ node, next: 0 });
    }
  }
}

export const orderOf = (nodes: readonly Node[]): Ordering => {
  const sorter = new Sorter(new Map(nodes.map((node) => [node.name, node])));
  for (const node of nodes) sorter.visit(node);
  return sorter.cycles.length > 0 ? { ok: false, cycles: sorter.cycles } : { ok: true, order: sorter.order };
};
