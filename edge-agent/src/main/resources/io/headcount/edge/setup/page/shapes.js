// What lines, zones and floors are called, and what to doubt of them, in words.

import { t } from './words.js';

export const zoneType = (type) => t(`zoneType.${type}`);
export const zoneTypeLong = (type) => t('zoneType', { type: zoneType(type), what: t(`zoneType.${type}.what`) });

export const shapeName = (shape) => named(shape.kind, shape.rest.id);
export const named = (kind, id) => t(kind === 'line' ? 'shape.line' : kind === 'floor' ? 'shape.floor' : 'shape.zone', { id });

export const doubt = (found) => t(`doubt.${found.code}`, found);
