/**
 * Merkle trees as in RFC 6962 §2.1: a root commits to an ordered list of leaves, and a handful of hashes proves that one
 * leaf is in it. Leaves and inner nodes are hashed with different first bytes, so neither can pass for the other.
 */
import { type Sha256, sameBytes, sha256 } from './hash.ts';

/** What is hashed is put together here and forgotten: millions of leaves would each leave a copy of themselves behind. */
const bench = new Uint8Array(64 * 1024);

/** Only until the next call. */
const prefixed = (prefix: number, first: Uint8Array, second?: Uint8Array): Uint8Array => {
  const length = 1 + first.length + (second?.length ?? 0);
  const bytes = length <= bench.length ? bench.subarray(0, length) : new Uint8Array(length);
  bytes[0] = prefix;
  bytes.set(first, 1);
  if (second) bytes.set(second, 1 + first.length);
  return bytes;
};

/** S2: SHA-256 over 0x00 and the leaf's bytes. */
export const leafHash = (leaf: Uint8Array, hash: Sha256 = sha256): Uint8Array => hash(prefixed(0, leaf));

/** S2: SHA-256 over 0x01 and the two hashes below. */
export const nodeHash = (left: Uint8Array, right: Uint8Array, hash: Sha256 = sha256): Uint8Array =>
  hash(prefixed(1, left, right));

/** Where the left subtree ends: the largest power of two below `size`, for two leaves or more. */
const split = (size: number): number => {
  let left = 1;
  while (left * 2 < size) left *= 2;
  return left;
};

/** The root over leaf hashes, straight from the definition (RFC 6962 §2.1); SHA-256 of nothing for no leaves. */
export const merkleRoot = (leaves: readonly Uint8Array[], hash: Sha256 = sha256): Uint8Array => {
  const [only] = leaves;
  if (only === undefined) return hash(new Uint8Array());
  if (leaves.length === 1) return only;
  const left = split(leaves.length);
  return nodeHash(merkleRoot(leaves.slice(0, left), hash), merkleRoot(leaves.slice(left), hash), hash);
};

export interface MerkleStream {
  add(leafHash: Uint8Array): void;
  /** Leaves so far. */
  size(): number;
  /** The root over the leaves so far. */
  root(): Uint8Array;
}

/** The same root leaf by leaf, keeping one hash per complete subtree: O(log n) memory. */
export const merkleStream = (hash: Sha256 = sha256): MerkleStream => {
  const subtrees: Uint8Array[] = [];
  let size = 0;
  return {
    add: (leaf) => {
      let node = leaf;
      // Every trailing 1 bit of the size is a complete subtree of equal height that the new node completes.
      for (let bits = size; bits % 2 === 1; bits = Math.floor(bits / 2)) {
        const left = subtrees.pop();
        if (left) node = nodeHash(left, node, hash);
      }
      subtrees.push(node);
      size += 1;
    },
    size: () => size,
    root: () => {
      const last = subtrees.at(-1);
      if (!last) return hash(new Uint8Array());
      return subtrees.slice(0, -1).reduceRight((right, left) => nodeHash(left, right, hash), last);
    },
  };
};

/** The audit path of a leaf (RFC 6962 §2.1.1), from the leaf upwards. Throws for an index outside the list. */
export const inclusionProof = (
  leaves: readonly Uint8Array[],
  index: number,
  hash: Sha256 = sha256,
): readonly Uint8Array[] => {
  if (!Number.isInteger(index) || index < 0 || index >= leaves.length)
    throw new RangeError(`no leaf ${index} among ${leaves.length}`);
  if (leaves.length === 1) return [];
  const left = split(leaves.length);
  const [near, far, position] =
    index < left
      ? [leaves.slice(0, left), leaves.slice(left), index]
      : [leaves.slice(left), leaves.slice(0, left), index - left];
  return [...inclusionProof(near, position, hash), merkleRoot(far, hash)];
};

export interface Inclusion {
  readonly leaf: Uint8Array;
  readonly index: number;
  /** Leaves in the tree. */
  readonly size: number;
  readonly path: readonly Uint8Array[];
}

/** The root that a proof leads to (RFC 9162 §2.1.3.2), or nothing when the path cannot belong to that index and size. */
export const rootOfProof = (
  { leaf, index, size, path }: Inclusion,
  hash: Sha256 = sha256,
): Uint8Array | undefined => {
  if (!Number.isInteger(index) || !Number.isInteger(size) || index < 0 || index >= size) return undefined;
  let [position, last, node] = [index, size - 1, leaf];
  for (const sibling of path) {
    if (last === 0) return undefined;
    if (position % 2 === 1 || position === last) {
      node = nodeHash(sibling, node, hash);
      while (position % 2 === 0 && position !== 0) [position, last] = [position / 2, Math.floor(last / 2)];
    } else {
      node = nodeHash(node, sibling, hash);
    }
    [position, last] = [Math.floor(position / 2), Math.floor(last / 2)];
  }
  return last === 0 ? node : undefined;
};

export const checkInclusion = (proof: Inclusion, root: Uint8Array, hash: Sha256 = sha256): boolean => {
  const found = rootOfProof(proof, hash);
  return found !== undefined && sameBytes(found, root);
};
