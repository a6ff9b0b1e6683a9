// The three rational functions of AS 241 and where each holds.

INLINE int is_central(double u) {
    double q = u - 0.5;
    return (q <= 0.425) & (q >= -0.425);
}

INLINE double tail_distance(double u) { return clanes_sqrt(-logarithm(u < 0.5 ? u : 1 - u)); }

INLINE double with_side(double magnitude, double u) { return u < 0.5 ? -magnitude : magnitude; }

INLINE double central(double u) {
    double q = u - 0.5;
    double r = 0.180625 - q * q;
    double p = 2.5090809287301226727e+3;
    p = p * r + 3.3430575583588128105e+4;
    p = p * r + 6.7265770927008700853e+4;
    p = p * r + 4.5921953931549871457e+4;
    p = p * r + 1.3731693765509461125e+4;
    p = p * r + 1.9715909503065514427e+3;
    p = p * r + 1.3314166789178437745e+2;
    p = p * r + 3.3871328727963666080e+0;
    double d = 5.2264952788528545610e+3;
    d = d * r + 2.8729085735721942674e+4;
    d = d * r + 3.9307895800092710610e+4;
    d = d * r + 2.1213794301586595867e+4;
    d = d * r + 5.3941960214247511077e+3;
    d = d * r + 6.8718700749205790830e+2;
    d = d * r + 4.2313330701600911252e+1;
    d = d * r + 1;
    return q * p / d;
}

INLINE double near_tail(double distance) {
    double r = distance - 1.6;
    double p = 7.74545014278341407640e-4;
    p = p * r + 2.27238449892691845833e-2;
    p = p * r + 2.41780725177450611770e-1;
    p = p * r + 1.27045825245236838258e+0;
    p = p * r + 3.64784832476320460504e+0;
    p = p * r + 5.76949722146069140550e+0;
    p = p * r + 4.63033784615654529590e+0;
    p = p * r + 1.42343711074968357734e+0;
    double d = 1.05075007164441684324e-9;
    d = d * r + 5.47593808499534494600e-4;
    d = d * r + 1.51986665636164571966e-2;
    d = d * r + 1.48103976427480074590e-1;
    d = d * r + 6.89767334985100004550e-1;
    d = d * r + 1.67638483018380384940e+0;
    d = d * r + 2.05319162663775882187e+0;
    d = d * r + 1;
    return p / d;
}

INLINE double far_tail(double distance) {
    double r = distance - 5;
    double p = 2.01033439929228813265e-7;
    p = p * r + 2.71155556874348757815e-5;
    p = p * r + 1.24266094738807843860e-3;
    p = p * r + 2.65321895265761230930e-2;
    p = p * r + 2.96560571828504891230e-1;
    p = p * r + 1.78482653991729133580e+0;
    p = p * r + 5.46378491116411436990e+0;
    p = p * r + 6.65790464350110377720e+0;
    double d = 2.04426310338993978564e-15;
    d = d * r + 1.42151175831644588870e-7;
    d = d * r + 1.84631831751005468180e-5;
    d = d * r + 7.86869131145613259100e-4;
    d = d * r + 1.48753612908506148525e-2;
    d = d * r + 1.36929880922735805310e-1;
    d = d * r + 5.99832206555887937690e-1;
    d = d * r + 1;
    return p / d;
}

/// What the near tail does not cover: beyond 1.4e-11 of either end, the ends themselves, what is no probability.
INLINE double beyond_near_tail(double distance, double u) {
    if (distance < __builtin_inf()) return with_side(far_tail(distance), u);
    return u == 0 ? -__builtin_inf() : u == 1 ? __builtin_inf() : __builtin_nan("");
}
