import type { Device, RenderPipeline, RenderPipelineParameters, Shader } from '@luma.gl/core';
import type { Draw, SumDraw, TileDraw } from '../frame/draw-list';
import { labelsFragmentShader } from './label-tile-shader';
import type { WordKind } from '../tiles/tile-format';
import type { LayerBlending } from '../layer-frame';
import type { PointsDraw } from '../points/points-frame';
import { marchFragmentShader } from '../volume/gpu/march-shader';
import { type MarchVariant, variantName } from '../volume/march/march-variant';
import {
  compositeFragmentShader,
  presentFragmentShader,
  screenVertexShader,
  tileFragmentShader,
  tileVertexShader,
} from './shaders';
import { sumFragmentShader, sumVertexShader } from './sum-shaders';

const add: RenderPipelineParameters = factors('add', 'one', 'one');
const over: RenderPipelineParameters = factors('add', 'one', 'one-minus-src-alpha');

const nearest: RenderPipelineParameters = { depthWriteEnabled: true, depthCompare: 'less-equal' };
const noDepth: RenderPipelineParameters = { depthWriteEnabled: false, depthCompare: 'always' };

const blendings: Readonly<Record<LayerBlending, RenderPipelineParameters>> = {
  translucent: over,
  translucent_no_depth: over,
  additive: add,
  opaque: over,
  minimum: factors('min', 'one', 'one'),
  multiplicative: factors('add', 'dst', 'zero'),
};

/** The programs, each made when it is first needed. A new one may take some frames until it is ready. */
export class Pipelines {
  readonly #device: Device;
  readonly #made = new Map<string, RenderPipeline>();
  readonly #shaders: Shader[] = [];

  constructor(device: Device) {
    this.#device = device;
  }

  forDraw(draw: Exclude<Draw, PointsDraw>): RenderPipeline {
    if (draw.type === 'march') return this.#forMarch(draw.variant);
    if (draw.type === 'composite') {
      return this.#get(
        `composite ${draw.blending}${draw.isDeep ? ' deep' : ''}`,
        screenVertexShader,
        compositeFragmentShader(draw.isDeep),
        { ...blendings[draw.blending], ...(draw.isDeep ? nearest : noDepth) },
      );
    }
    if (draw.type === 'sum') return this.#forSum(draw);
    return draw.isLabels ? this.#forLabels(draw) : this.forTiles(draw.kind, draw.linear, draw.mix);
  }

  #forSum(draw: SumDraw): RenderPipeline {
    const { kind, linear, lanes, isPlain } = draw;
    const name = `sum ${kind} ${linear} ${lanes} ${isPlain}`;
    return this.#made.get(name) ?? this.#get(name, sumVertexShader, sumFragmentShader(draw), add);
  }

  forTiles(kind: WordKind, linear: boolean, mix: TileDraw['mix']): RenderPipeline {
    return this.#get(
      `tiles ${kind} ${linear} ${mix}`,
      tileVertexShader,
      tileFragmentShader(kind, linear),
      mix === 'add' ? add : over,
    );
  }

  #forLabels({ kind, mix }: TileDraw): RenderPipeline {
    const words = kind === 'uint64' ? 'uint64' : 'uint';
    return this.#get(
      `labels ${words} ${mix}`,
      tileVertexShader,
      labelsFragmentShader(words),
      mix === 'add' ? add : over,
    );
  }

  /** The depth of what is seen is written by the first march of a layer. */
  #forMarch(variant: MarchVariant): RenderPipeline {
    const parameters = { ...add, ...(variant.isAdded ? noDepth : nearest) };
    return this.#get(variantName(variant), screenVertexShader, marchFragmentShader(variant), parameters);
  }

  get present(): RenderPipeline {
    return this.#get('present', screenVertexShader, presentFragmentShader, { blend: false });
  }

  destroy(): void {
    for (const pipeline of this.#made.values()) pipeline.destroy();
    for (const shader of this.#shaders) shader.destroy();
  }

  #get(id: string, vertex: string, fragment: string, parameters: RenderPipelineParameters): RenderPipeline {
    const known = this.#made.get(id);
    if (known) return known;
    const vs = this.#device.createShader({ id: `${id} vertex`, stage: 'vertex', source: vertex });
    const fs = this.#device.createShader({ id: `${id} fragment`, stage: 'fragment', source: fragment });
    const pipeline = this.#device.createRenderPipeline({
      id,
      vs,
      fs,
      topology: 'triangle-strip',
      bufferLayout: [],
      parameters,
    });
    this.#shaders.push(vs, fs);
    this.#made.set(id, pipeline);
    return pipeline;
  }
}

function factors(
  operation: 'add' | 'min',
  source: 'one' | 'dst',
  destination: 'one' | 'zero' | 'one-minus-src-alpha',
): RenderPipelineParameters {
  return {
    blend: true,
    blendColorOperation: operation,
    blendAlphaOperation: operation,
    blendColorSrcFactor: source,
    blendAlphaSrcFactor: source,
    blendColorDstFactor: destination,
    blendAlphaDstFactor: destination,
  };
}
