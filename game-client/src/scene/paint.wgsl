// The one shader of the scene. Light comes from Bevy's own bindings: the first directional light is
// the sun or the moon, the ambient colour is what the sky sends down, the clustered lights are lamps
// and torches. The fog's numbers carry the sky (see sky.rs):
//   base_color               colour of the horizon, and so of the haze
//   bi                       colour of the zenith
//   directional_light_color  glow around the sun or moon
//   be                       x: 1 / reach of the sight, y: night 0..1, z: 1 under the open sky

#import bevy_pbr::{
    clustered_forward,
    mesh_functions,
    mesh_view_bindings::{clustered_lights, fog, globals, lights, view},
    mesh_view_types::DIRECTIONAL_LIGHT_FLAGS_SHADOWS_ENABLED_BIT,
    shadows,
    view_transformations::position_world_to_clip,
}

struct Corner {
    @builtin(instance_index) instance: u32,
    @location(0) position: vec3<f32>,
    @location(1) normal: vec3<f32>,
    @location(2) extra: vec2<f32>,
    @location(5) ink: vec4<f32>,
}

struct Pixel {
    @builtin(position) at: vec4<f32>,
    @location(0) world: vec3<f32>,
    @location(1) normal: vec3<f32>,
    @location(2) extra: vec2<f32>,
    @location(3) ink: vec4<f32>,
}

@vertex
fn vertex(corner: Corner) -> Pixel {
    var out: Pixel;
    let world_from_local = mesh_functions::get_world_from_local(corner.instance);
#ifdef SKY
    let ray = corner.position;
    out.world = view.world_position + ray;
    out.normal = ray;
    out.at = position_world_to_clip(out.world);
    // The far plane; depth is reversed.
    out.at.z = 0.0;
    out.ink = corner.ink;
    out.extra = corner.extra;
#else
    var world = (world_from_local * vec4(corner.position, 1.0)).xyz;
#ifndef WATER
    let t = globals.time;
    let gust = 0.6 + 0.4 * sin(t * 0.5 + world.x * 0.02);
    world += corner.extra.x * gust * vec3(
        sin(t * 1.7 + world.x * 0.35 + world.z * 0.21),
        0.0,
        sin(t * 1.3 + world.x * 0.17 - world.z * 0.31),
    );
#endif
    out.world = world;
    out.normal = mesh_functions::mesh_normal_local_to_world(corner.normal, corner.instance);
    out.at = position_world_to_clip(world);
    out.extra = corner.extra;
    let tag = mesh_functions::get_tag(corner.instance);
    let tint = pow(
        vec3(f32((tag >> 16u) & 255u), f32((tag >> 8u) & 255u), f32(tag & 255u)) / 255.0,
        vec3(2.2),
    );
#ifdef WATER
    out.ink = corner.ink;
#else
    out.ink = vec4(mix(corner.ink.rgb, corner.ink.rgb * tint, max(corner.extra.y, 0.0)), corner.ink.a);
#endif
#endif
    return out;
}

// Colour of the sky in a direction; below the horizon that of the haze.
fn sky(ray: vec3<f32>) -> vec3<f32> {
    let up = 1.0 - max(ray.y, 0.0);
    let to_zenith = 1.0 - up * up * up;
    let toward = max(dot(ray, lights.directional_lights[0].direction_to_light), 0.0);
    let wide = toward * toward;
    let glow = wide * wide * 0.35 + pow(toward, 24.0) * 0.65;
    return mix(fog.base_color.rgb, fog.bi, to_zenith)
        + fog.directional_light_color.rgb * glow * (1.0 - 0.6 * to_zenith);
}

fn haze(colour: vec3<f32>, world: vec3<f32>) -> vec3<f32> {
    let ray = world - view.world_position;
    let far = length(ray);
    let x = far * fog.be.x * 1.663;
    let clear = exp(-x * x * x - 0.25 * x);
    let flat_ray = ray / max(far, 0.001);
    return mix(sky(vec3(flat_ray.x, max(flat_ray.y, 0.0) * 0.6, flat_ray.z)), colour, clear);
}

// Keeps colours as they are up to a brightness, rolls off above it.
fn film(colour: vec3<f32>) -> vec3<f32> {
    let knee = vec3(0.62);
    let above = max(colour - knee, vec3(0.0));
    return min(colour, knee) + (vec3(1.0) - knee) * (vec3(1.0) - exp(-above / (vec3(1.0) - knee)));
}

fn lamps(world: vec3<f32>, normal: vec3<f32>, at: vec2<f32>, view_z: f32) -> vec3<f32> {
    var sum = vec3(0.0);
    // By day nobody sees a lamp.
    if (fog.be.y < 0.02) {
        return sum;
    }
    let cluster = clustered_forward::view_fragment_cluster_index(at, view_z, false);
    let ranges = clustered_forward::unpack_clusterable_object_index_ranges(cluster);
    for (var i = ranges.first_point_light_index_offset; i < ranges.first_spot_light_index_offset; i++) {
        let id = clustered_forward::get_clusterable_object_id(i);
        let lamp = &clustered_lights.data[id];
        let way = (*lamp).position_radius.xyz - world;
        let square = dot(way, way);
        let near = clamp(1.0 - square * (*lamp).color_inverse_square_range.w, 0.0, 1.0);
        let facing = clamp(dot(normal, way) * inverseSqrt(max(square, 0.0001)) * 0.7 + 0.3, 0.0, 1.0);
        sum += (*lamp).color_inverse_square_range.rgb * facing * near * near / (1.0 + 0.22 * square);
    }
    return sum;
}

fn sunlight(world: vec3<f32>, normal: vec3<f32>, at: vec2<f32>, view_z: f32) -> vec3<f32> {
    let sun = &lights.directional_lights[0];
    let facing = dot(normal, (*sun).direction_to_light);
    var share = clamp(facing * 0.88 + 0.12, 0.0, 1.0);
    if (((*sun).flags & DIRECTIONAL_LIGHT_FLAGS_SHADOWS_ENABLED_BIT) != 0u && share > 0.0) {
        share *= shadows::fetch_directional_shadow(0u, vec4(world, 1.0), normal, view_z, at);
    }
    return (*sun).color.rgb * share;
}

fn depth_of(world: vec3<f32>) -> f32 {
    let v = view.view_from_world;
    return dot(vec4(v[0].z, v[1].z, v[2].z, v[3].z), vec4(world, 1.0));
}

fn lit(world: vec3<f32>, normal: vec3<f32>, ink: vec4<f32>, at: vec2<f32>) -> vec3<f32> {
    let view_z = depth_of(world);
    let above = normal.y * 0.5 + 0.5;
    let ground = lights.ambient_color.rgb * vec3(0.62, 0.54, 0.42);
    var light = mix(ground, lights.ambient_color.rgb, above);
    light += sunlight(world, normal, at, view_z);
    light += lamps(world, normal, at, view_z);
    // See colour.rs: 1 is lit, 0.5 shines at night, 0 shines always.
    let shine = select(select(0.0, fog.be.y, ink.a < 0.75), 1.0, ink.a < 0.25);
    return ink.rgb * mix(light, vec3(1.25), shine);
}

// A little unevenness for the ground, fading with distance; see ground.rs.
fn grain(p: vec2<f32>) -> f32 {
    let cell = floor(p);
    let part = fract(p);
    let s = part * part * (3.0 - 2.0 * part);
    let a = fract(sin(dot(cell, vec2(12.99, 78.23))) * 43758.5);
    let b = fract(sin(dot(cell + vec2(1.0, 0.0), vec2(12.99, 78.23))) * 43758.5);
    let c = fract(sin(dot(cell + vec2(0.0, 1.0), vec2(12.99, 78.23))) * 43758.5);
    let d = fract(sin(dot(cell + vec2(1.0, 1.0), vec2(12.99, 78.23))) * 43758.5);
    return mix(mix(a, b, s.x), mix(c, d, s.x), s.y);
}

#ifdef SKY
fn chance(cell: vec3<f32>) -> f32 {
    return fract(sin(dot(cell, vec3(12.9898, 78.233, 37.719))) * 43758.547);
}

fn puff(at: vec2<f32>) -> f32 {
    let cell = floor(at);
    let part = fract(at);
    let s = part * part * (3.0 - 2.0 * part);
    let a = chance(vec3(cell, 1.0));
    let b = chance(vec3(cell + vec2(1.0, 0.0), 1.0));
    let c = chance(vec3(cell + vec2(0.0, 1.0), 1.0));
    let d = chance(vec3(cell + vec2(1.0, 1.0), 1.0));
    return mix(mix(a, b, s.x), mix(c, d, s.x), s.y);
}

@fragment
fn fragment(in: Pixel) -> @location(0) vec4<f32> {
    let ray = normalize(in.normal);
    var colour = sky(ray);
    let light = lights.directional_lights[0];
    let night = fog.be.y;
    let toward = dot(ray, light.direction_to_light);
    // Sun by day, moon by night.
    let disc = smoothstep(0.99930, 0.99965, toward) * (1.0 - night)
        + smoothstep(0.99955, 0.99970, toward) * night;
    let face = mix(vec3(1.25, 1.15, 0.95), vec3(0.85, 0.88, 0.92), night);
    if (night > 0.02 && ray.y > 0.0) {
        let grid = ray * 90.0;
        let cell = floor(grid);
        let lucky = chance(cell);
        if (lucky > 0.985) {
            let offset = length(fract(grid) - vec3(0.5));
            let twinkle = 0.7 + 0.3 * sin(globals.time * 2.0 + lucky * 4000.0);
            colour += vec3(0.75, 0.8, 0.9) * smoothstep(0.34, 0.1, offset) * twinkle * night
                * smoothstep(0.0, 0.25, ray.y) * fract(lucky * 913.0);
        }
    }
    colour = mix(colour, face, clamp(disc, 0.0, 1.0) * smoothstep(-0.05, 0.02, ray.y));
    if (ray.y > 0.02) {
        let at = ray.xz / (ray.y + 0.12) * 1.5 + vec2(globals.time * 0.004, 0.0);
        let heap = puff(at) * 0.58 + puff(at * 2.3 + 7.0) * 0.28 + puff(at * 5.1) * 0.14;
        let cover = smoothstep(0.52, 0.72, heap) * smoothstep(0.02, 0.22, ray.y) * 0.8;
        let top = lights.ambient_color.rgb * 0.75 + light.color.rgb * 0.42
            + fog.directional_light_color.rgb * max(toward, 0.0) * 0.35;
        colour = mix(colour, min(top * (1.12 - 0.35 * heap), vec3(1.05)), cover * (1.0 - 0.55 * night));
    }
    return vec4(film(colour), 1.0);
}
#else ifdef WATER
@fragment
fn fragment(in: Pixel) -> @location(0) vec4<f32> {
    let t = globals.time;
    let p = in.world.xz;
    let slope = vec2(
        cos(p.x * 0.55 + p.y * 0.23 + t * 0.9) * 0.5 + cos(p.x * 1.7 - p.y * 1.1 + t * 1.6) * 0.28,
        cos(p.y * 0.61 - p.x * 0.31 + t * 1.1) * 0.5 + cos(p.y * 1.5 + p.x * 1.3 - t * 1.4) * 0.28,
    );
    let ray = in.world - view.world_position;
    let far = length(ray);
    let eye = -ray / max(far, 0.001);
    let calm = 1.0 / (1.0 + far * 0.02);
    let normal = normalize(vec3(slope.x * 0.11 * calm, 1.0, slope.y * 0.11 * calm));
    let facing = clamp(dot(normal, eye), 0.0, 1.0);
    let mirror = 0.03 + 0.5 * pow(1.0 - facing, 4.0);
    let depth = in.extra.x;
    let deep = smoothstep(0.0, 3.6, depth);
    let body = mix(vec3(0.075, 0.34, 0.37), vec3(0.012, 0.085, 0.16), deep) * in.ink.rgb;
    let view_z = depth_of(in.world);
    let light = lights.ambient_color.rgb + sunlight(in.world, vec3(0.0, 1.0, 0.0), in.at.xy, view_z) * 0.8
        + lamps(in.world, normal, in.at.xy, view_z);
    var bounce = reflect(-eye, normal);
    bounce = normalize(vec3(bounce.x, abs(bounce.y) + 0.22, bounce.z));
    let toward = max(dot(bounce, lights.directional_lights[0].direction_to_light), 0.0);
    var colour = mix(body * light, sky(bounce), mirror)
        + lights.directional_lights[0].color.rgb * pow(toward, 260.0) * 1.4;
    // A line where it meets the land, and one that rolls in.
    let roll = fract(depth * 2.6 + t * 0.11 + slope.x * 0.05);
    let line = smoothstep(0.82, 0.94, roll) * smoothstep(1.0, 0.95, roll) * smoothstep(0.4, 0.12, depth);
    let foam = max(smoothstep(0.07, 0.0, depth - slope.y * 0.02), line * (0.5 + slope.x * 0.4));
    colour = mix(colour, light * vec3(0.7, 0.74, 0.74), clamp(foam, 0.0, 1.0) * 0.65);
    let alpha = clamp(mix(0.34, 0.95, smoothstep(0.0, 2.2, depth)) + mirror * 0.5 + foam * 0.4, 0.0, 0.97);
    return vec4(film(haze(colour, in.world)), alpha * smoothstep(-0.06, 0.05, depth));
}
#else ifdef SHADE
@fragment
fn fragment(in: Pixel) -> @location(0) vec4<f32> {
    let far = clamp(1.0 - length(in.world - view.world_position) / 60.0, 0.0, 1.0);
    return vec4(0.0, 0.0, 0.0, in.ink.a * far * (1.0 - 0.5 * fog.be.y));
}
#else ifdef GLOW
@fragment
fn fragment(in: Pixel) -> @location(0) vec4<f32> {
    let ray = in.world - view.world_position;
    let facing = abs(dot(normalize(in.normal), normalize(ray)));
    let far = clamp(1.0 - length(ray) * fog.be.x, 0.0, 1.0);
    // Bevy blends premultiplied: without alpha it only adds.
    return vec4(in.ink.rgb * in.ink.a * facing * facing * far, 0.0);
}
#else
@fragment
fn fragment(in: Pixel) -> @location(0) vec4<f32> {
    var ink = in.ink;
    if (in.extra.y < -0.5) {
        let far = length(in.world - view.world_position);
        let close = clamp(1.0 - far / 70.0, 0.0, 1.0);
        if (close > 0.0) {
            let p = in.world.xz;
            // Blotches stretched like trodden grass, and specks.
            let blotch = grain(p * vec2(1.9, 1.3)) * 0.6 + grain(p * vec2(6.1, 4.3) + 9.0) * 0.4;
            ink = vec4(ink.rgb * (1.0 + (blotch - 0.5) * 0.42 * close), ink.a);
        }
    }
    let colour = lit(in.world, normalize(in.normal), ink, in.at.xy);
    return vec4(film(haze(colour, in.world)), 1.0);
}
#endif
