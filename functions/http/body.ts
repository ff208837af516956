/** Bodies are read under a cap and parsed at the door: whatever goes on from here has the shape it claims to have. */
import type { Context } from 'hono';
import * as z from 'zod';
import { ok, type Result, refuse } from '#forms/result.ts';
import { type Problem, problem } from '#forms/wire/problems.ts';

/** W2, W3: at most `limit` bytes of JSON with the given shape. */
export const readBody = async <Shape extends z.ZodType>(
  context: Context,
  shape: Shape,
  limit: number,
): Promise<Result<z.infer<Shape>, Problem>> => {
  if (!/^application\/json\b/i.test(context.req.header('content-type') ?? ''))
    return refuse(problem('wrong-content-type', { expected: 'application/json' }));
  const text = await readCapped(context.req.raw, limit);
  if (text === undefined) return refuse(problem('too-large', { limit }));
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return refuse(problem('not-json'));
  }
  const parsed = shape.safeParse(json);
  if (parsed.success) return ok(parsed.data);
  const [issue] = parsed.error.issues;
  return refuse(
    problem('wrong-shape', {
      at: (issue?.path ?? []).join('.'),
      says: z.prettifyError(parsed.error).slice(0, 300),
    }),
  );
};

/**
 * Stops reading at the cap. A body with Content-Length cannot be longer than that (RFC 9112 §6.3), so it is taken at once,
 * which the server does without building a web stream; a body without is counted as it comes.
 */
const readCapped = async (request: Request, limit: number): Promise<string | undefined> => {
  const claimed = request.headers.get('content-length');
  if (Number(claimed ?? 0) > limit) return undefined;
  if (claimed === null || request.headers.has('transfer-encoding')) return readCounted(request, limit);
  const bytes = await request.arrayBuffer();
  return bytes.byteLength > limit ? undefined : Buffer.from(bytes).toString('utf8');
};

const readCounted = async (request: Request, limit: number): Promise<string | undefined> => {
  if (!request.body) return '';
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body as unknown as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength;
    if (size > limit) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
};
