const Q = globalThis, ft = Q.ShadowRoot && (Q.ShadyCSS === void 0 || Q.ShadyCSS.nativeShadow) && "adoptedStyleSheets" in Document.prototype && "replace" in CSSStyleSheet.prototype, bt = /* @__PURE__ */ Symbol(), At = /* @__PURE__ */ new WeakMap();
let Vt = class {
  constructor(t, e, s) {
    if (this._$cssResult$ = !0, s !== bt) throw Error("CSSResult is not constructable. Use `unsafeCSS` or `css` instead.");
    this.cssText = t, this.t = e;
  }
  get styleSheet() {
    let t = this.o;
    const e = this.t;
    if (ft && t === void 0) {
      const s = e !== void 0 && e.length === 1;
      s && (t = At.get(e)), t === void 0 && ((this.o = t = new CSSStyleSheet()).replaceSync(this.cssText), s && At.set(e, t));
    }
    return t;
  }
  toString() {
    return this.cssText;
  }
};
const $e = (i) => new Vt(typeof i == "string" ? i : i + "", void 0, bt), f = (i, ...t) => {
  const e = i.length === 1 ? i[0] : t.reduce((s, a, r) => s + ((o) => {
    if (o._$cssResult$ === !0) return o.cssText;
    if (typeof o == "number") return o;
    throw Error("Value passed to 'css' function must be a 'css' function result: " + o + ". Use 'unsafeCSS' to pass non-literal values, but take care to ensure page security.");
  })(a) + i[r + 1], i[0]);
  return new Vt(e, i, bt);
}, fe = (i, t) => {
  if (ft) i.adoptedStyleSheets = t.map((e) => e instanceof CSSStyleSheet ? e : e.styleSheet);
  else for (const e of t) {
    const s = document.createElement("style"), a = Q.litNonce;
    a !== void 0 && s.setAttribute("nonce", a), s.textContent = e.cssText, i.appendChild(s);
  }
}, St = ft ? (i) => i : (i) => i instanceof CSSStyleSheet ? ((t) => {
  let e = "";
  for (const s of t.cssRules) e += s.cssText;
  return $e(e);
})(i) : i;
const { is: be, defineProperty: we, getOwnPropertyDescriptor: xe, getOwnPropertyNames: ye, getOwnPropertySymbols: ve, getPrototypeOf: ke } = Object, rt = globalThis, Et = rt.trustedTypes, _e = Et ? Et.emptyScript : "", Ae = rt.reactiveElementPolyfillSupport, j = (i, t) => i, pt = { toAttribute(i, t) {
  switch (t) {
    case Boolean:
      i = i ? _e : null;
      break;
    case Object:
    case Array:
      i = i == null ? i : JSON.stringify(i);
  }
  return i;
}, fromAttribute(i, t) {
  let e = i;
  switch (t) {
    case Boolean:
      e = i !== null;
      break;
    case Number:
      e = i === null ? null : Number(i);
      break;
    case Object:
    case Array:
      try {
        e = JSON.parse(i);
      } catch {
        e = null;
      }
  }
  return e;
} }, Gt = (i, t) => !be(i, t), Ct = { attribute: !0, type: String, converter: pt, reflect: !1, useDefault: !1, hasChanged: Gt };
Symbol.metadata ??= /* @__PURE__ */ Symbol("metadata"), rt.litPropertyMetadata ??= /* @__PURE__ */ new WeakMap();
let P = class extends HTMLElement {
  static addInitializer(t) {
    this._$Ei(), (this.l ??= []).push(t);
  }
  static get observedAttributes() {
    return this.finalize(), this._$Eh && [...this._$Eh.keys()];
  }
  static createProperty(t, e = Ct) {
    if (e.state && (e.attribute = !1), this._$Ei(), this.prototype.hasOwnProperty(t) && ((e = Object.create(e)).wrapped = !0), this.elementProperties.set(t, e), !e.noAccessor) {
      const s = /* @__PURE__ */ Symbol(), a = this.getPropertyDescriptor(t, s, e);
      a !== void 0 && we(this.prototype, t, a);
    }
  }
  static getPropertyDescriptor(t, e, s) {
    const { get: a, set: r } = xe(this.prototype, t) ?? { get() {
      return this[e];
    }, set(o) {
      this[e] = o;
    } };
    return { get: a, set(o) {
      const h = a?.call(this);
      r?.call(this, o), this.requestUpdate(t, h, s);
    }, configurable: !0, enumerable: !0 };
  }
  static getPropertyOptions(t) {
    return this.elementProperties.get(t) ?? Ct;
  }
  static _$Ei() {
    if (this.hasOwnProperty(j("elementProperties"))) return;
    const t = ke(this);
    t.finalize(), t.l !== void 0 && (this.l = [...t.l]), this.elementProperties = new Map(t.elementProperties);
  }
  static finalize() {
    if (this.hasOwnProperty(j("finalized"))) return;
    if (this.finalized = !0, this._$Ei(), this.hasOwnProperty(j("properties"))) {
      const e = this.properties, s = [...ye(e), ...ve(e)];
      for (const a of s) this.createProperty(a, e[a]);
    }
    const t = this[Symbol.metadata];
    if (t !== null) {
      const e = litPropertyMetadata.get(t);
      if (e !== void 0) for (const [s, a] of e) this.elementProperties.set(s, a);
    }
    this._$Eh = /* @__PURE__ */ new Map();
    for (const [e, s] of this.elementProperties) {
      const a = this._$Eu(e, s);
      a !== void 0 && this._$Eh.set(a, e);
    }
    this.elementStyles = this.finalizeStyles(this.styles);
  }
  static finalizeStyles(t) {
    const e = [];
    if (Array.isArray(t)) {
      const s = new Set(t.flat(1 / 0).reverse());
      for (const a of s) e.unshift(St(a));
    } else t !== void 0 && e.push(St(t));
    return e;
  }
  static _$Eu(t, e) {
    const s = e.attribute;
    return s === !1 ? void 0 : typeof s == "string" ? s : typeof t == "string" ? t.toLowerCase() : void 0;
  }
  constructor() {
    super(), this._$Ep = void 0, this.isUpdatePending = !1, this.hasUpdated = !1, this._$Em = null, this._$Ev();
  }
  _$Ev() {
    this._$ES = new Promise((t) => this.enableUpdating = t), this._$AL = /* @__PURE__ */ new Map(), this._$E_(), this.requestUpdate(), this.constructor.l?.forEach((t) => t(this));
  }
  addController(t) {
    (this._$EO ??= /* @__PURE__ */ new Set()).add(t), this.renderRoot !== void 0 && this.isConnected && t.hostConnected?.();
  }
  removeController(t) {
    this._$EO?.delete(t);
  }
  _$E_() {
    const t = /* @__PURE__ */ new Map(), e = this.constructor.elementProperties;
    for (const s of e.keys()) this.hasOwnProperty(s) && (t.set(s, this[s]), delete this[s]);
    t.size > 0 && (this._$Ep = t);
  }
  createRenderRoot() {
    const t = this.shadowRoot ?? this.attachShadow(this.constructor.shadowRootOptions);
    return fe(t, this.constructor.elementStyles), t;
  }
  connectedCallback() {
    this.renderRoot ??= this.createRenderRoot(), this.enableUpdating(!0), this._$EO?.forEach((t) => t.hostConnected?.());
  }
  enableUpdating(t) {
  }
  disconnectedCallback() {
    this._$EO?.forEach((t) => t.hostDisconnected?.());
  }
  attributeChangedCallback(t, e, s) {
    this._$AK(t, s);
  }
  _$ET(t, e) {
    const s = this.constructor.elementProperties.get(t), a = this.constructor._$Eu(t, s);
    if (a !== void 0 && s.reflect === !0) {
      const r = (s.converter?.toAttribute !== void 0 ? s.converter : pt).toAttribute(e, s.type);
      this._$Em = t, r == null ? this.removeAttribute(a) : this.setAttribute(a, r), this._$Em = null;
    }
  }
  _$AK(t, e) {
    const s = this.constructor, a = s._$Eh.get(t);
    if (a !== void 0 && this._$Em !== a) {
      const r = s.getPropertyOptions(a), o = typeof r.converter == "function" ? { fromAttribute: r.converter } : r.converter?.fromAttribute !== void 0 ? r.converter : pt;
      this._$Em = a;
      const h = o.fromAttribute(e, r.type);
      this[a] = h ?? this._$Ej?.get(a) ?? h, this._$Em = null;
    }
  }
  requestUpdate(t, e, s, a = !1, r) {
    if (t !== void 0) {
      const o = this.constructor;
      if (a === !1 && (r = this[t]), s ??= o.getPropertyOptions(t), !((s.hasChanged ?? Gt)(r, e) || s.useDefault && s.reflect && r === this._$Ej?.get(t) && !this.hasAttribute(o._$Eu(t, s)))) return;
      this.C(t, e, s);
    }
    this.isUpdatePending === !1 && (this._$ES = this._$EP());
  }
  C(t, e, { useDefault: s, reflect: a, wrapped: r }, o) {
    s && !(this._$Ej ??= /* @__PURE__ */ new Map()).has(t) && (this._$Ej.set(t, o ?? e ?? this[t]), r !== !0 || o !== void 0) || (this._$AL.has(t) || (this.hasUpdated || s || (e = void 0), this._$AL.set(t, e)), a === !0 && this._$Em !== t && (this._$Eq ??= /* @__PURE__ */ new Set()).add(t));
  }
  async _$EP() {
    this.isUpdatePending = !0;
    try {
      await this._$ES;
    } catch (e) {
      Promise.reject(e);
    }
    const t = this.scheduleUpdate();
    return t != null && await t, !this.isUpdatePending;
  }
  scheduleUpdate() {
    return this.performUpdate();
  }
  performUpdate() {
    if (!this.isUpdatePending) return;
    if (!this.hasUpdated) {
      if (this.renderRoot ??= this.createRenderRoot(), this._$Ep) {
        for (const [a, r] of this._$Ep) this[a] = r;
        this._$Ep = void 0;
      }
      const s = this.constructor.elementProperties;
      if (s.size > 0) for (const [a, r] of s) {
        const { wrapped: o } = r, h = this[a];
        o !== !0 || this._$AL.has(a) || h === void 0 || this.C(a, void 0, r, h);
      }
    }
    let t = !1;
    const e = this._$AL;
    try {
      t = this.shouldUpdate(e), t ? (this.willUpdate(e), this._$EO?.forEach((s) => s.hostUpdate?.()), this.update(e)) : this._$EM();
    } catch (s) {
      throw t = !1, this._$EM(), s;
    }
    t && this._$AE(e);
  }
  willUpdate(t) {
  }
  _$AE(t) {
    this._$EO?.forEach((e) => e.hostUpdated?.()), this.hasUpdated || (this.hasUpdated = !0, this.firstUpdated(t)), this.updated(t);
  }
  _$EM() {
    this._$AL = /* @__PURE__ */ new Map(), this.isUpdatePending = !1;
  }
  get updateComplete() {
    return this.getUpdateComplete();
  }
  getUpdateComplete() {
    return this._$ES;
  }
  shouldUpdate(t) {
    return !0;
  }
  update(t) {
    this._$Eq &&= this._$Eq.forEach((e) => this._$ET(e, this[e])), this._$EM();
  }
  updated(t) {
  }
  firstUpdated(t) {
  }
};
P.elementStyles = [], P.shadowRootOptions = { mode: "open" }, P[j("elementProperties")] = /* @__PURE__ */ new Map(), P[j("finalized")] = /* @__PURE__ */ new Map(), Ae?.({ ReactiveElement: P }), (rt.reactiveElementVersions ??= []).push("2.1.2");
const wt = globalThis, Dt = (i) => i, et = wt.trustedTypes, Mt = et ? et.createPolicy("lit-html", { createHTML: (i) => i }) : void 0, Zt = "$lit$", A = `lit$${Math.random().toFixed(9).slice(2)}$`, Jt = "?" + A, Se = `<${Jt}>`, M = document, Y = () => M.createComment(""), K = (i) => i === null || typeof i != "object" && typeof i != "function", xt = Array.isArray, Ee = (i) => xt(i) || typeof i?.[Symbol.iterator] == "function", ht = `[ 	
\f\r]`, I = /<(?:(!--|\/[^a-zA-Z])|(\/?[a-zA-Z][^>\s]*)|(\/?$))/g, Tt = /-->/g, Ot = />/g, E = RegExp(`>|${ht}(?:([^\\s"'>=/]+)(${ht}*=${ht}*(?:[^ 	
\f\r"'\`<>=]|("|')|))|$)`, "g"), Nt = /'/g, zt = /"/g, Xt = /^(?:script|style|textarea|title)$/i, Qt = (i) => (t, ...e) => ({ _$litType$: i, strings: t, values: e }), n = Qt(1), v = Qt(2), U = /* @__PURE__ */ Symbol.for("lit-noChange"), l = /* @__PURE__ */ Symbol.for("lit-nothing"), Lt = /* @__PURE__ */ new WeakMap(), C = M.createTreeWalker(M, 129);
function te(i, t) {
  if (!xt(i) || !i.hasOwnProperty("raw")) throw Error("invalid template strings array");
  return Mt !== void 0 ? Mt.createHTML(t) : t;
}
const Ce = (i, t) => {
  const e = i.length - 1, s = [];
  let a, r = t === 2 ? "<svg>" : t === 3 ? "<math>" : "", o = I;
  for (let h = 0; h < e; h++) {
    const d = i[h];
    let u, g, c = -1, y = 0;
    for (; y < d.length && (o.lastIndex = y, g = o.exec(d), g !== null); ) y = o.lastIndex, o === I ? g[1] === "!--" ? o = Tt : g[1] !== void 0 ? o = Ot : g[2] !== void 0 ? (Xt.test(g[2]) && (a = RegExp("</" + g[2], "g")), o = E) : g[3] !== void 0 && (o = E) : o === E ? g[0] === ">" ? (o = a ?? I, c = -1) : g[1] === void 0 ? c = -2 : (c = o.lastIndex - g[2].length, u = g[1], o = g[3] === void 0 ? E : g[3] === '"' ? zt : Nt) : o === zt || o === Nt ? o = E : o === Tt || o === Ot ? o = I : (o = E, a = void 0);
    const _ = o === E && i[h + 1].startsWith("/>") ? " " : "";
    r += o === I ? d + Se : c >= 0 ? (s.push(u), d.slice(0, c) + Zt + d.slice(c) + A + _) : d + A + (c === -2 ? h : _);
  }
  return [te(i, r + (i[e] || "<?>") + (t === 2 ? "</svg>" : t === 3 ? "</math>" : "")), s];
};
class V {
  constructor({ strings: t, _$litType$: e }, s) {
    let a;
    this.parts = [];
    let r = 0, o = 0;
    const h = t.length - 1, d = this.parts, [u, g] = Ce(t, e);
    if (this.el = V.createElement(u, s), C.currentNode = this.el.content, e === 2 || e === 3) {
      const c = this.el.content.firstChild;
      c.replaceWith(...c.childNodes);
    }
    for (; (a = C.nextNode()) !== null && d.length < h; ) {
      if (a.nodeType === 1) {
        if (a.hasAttributes()) for (const c of a.getAttributeNames()) if (c.endsWith(Zt)) {
          const y = g[o++], _ = a.getAttribute(c).split(A), J = /([.?@])?(.*)/.exec(y);
          d.push({ type: 1, index: r, name: J[2], strings: _, ctor: J[1] === "." ? Me : J[1] === "?" ? Te : J[1] === "@" ? Oe : ot }), a.removeAttribute(c);
        } else c.startsWith(A) && (d.push({ type: 6, index: r }), a.removeAttribute(c));
        if (Xt.test(a.tagName)) {
          const c = a.textContent.split(A), y = c.length - 1;
          if (y > 0) {
            a.textContent = et ? et.emptyScript : "";
            for (let _ = 0; _ < y; _++) a.append(c[_], Y()), C.nextNode(), d.push({ type: 2, index: ++r });
            a.append(c[y], Y());
          }
        }
      } else if (a.nodeType === 8) if (a.data === Jt) d.push({ type: 2, index: r });
      else {
        let c = -1;
        for (; (c = a.data.indexOf(A, c + 1)) !== -1; ) d.push({ type: 7, index: r }), c += A.length - 1;
      }
      r++;
    }
  }
  static createElement(t, e) {
    const s = M.createElement("template");
    return s.innerHTML = t, s;
  }
}
function R(i, t, e = i, s) {
  if (t === U) return t;
  let a = s !== void 0 ? e._$Co?.[s] : e._$Cl;
  const r = K(t) ? void 0 : t._$litDirective$;
  return a?.constructor !== r && (a?._$AO?.(!1), r === void 0 ? a = void 0 : (a = new r(i), a._$AT(i, e, s)), s !== void 0 ? (e._$Co ??= [])[s] = a : e._$Cl = a), a !== void 0 && (t = R(i, a._$AS(i, t.values), a, s)), t;
}
class De {
  constructor(t, e) {
    this._$AV = [], this._$AN = void 0, this._$AD = t, this._$AM = e;
  }
  get parentNode() {
    return this._$AM.parentNode;
  }
  get _$AU() {
    return this._$AM._$AU;
  }
  u(t) {
    const { el: { content: e }, parts: s } = this._$AD, a = (t?.creationScope ?? M).importNode(e, !0);
    C.currentNode = a;
    let r = C.nextNode(), o = 0, h = 0, d = s[0];
    for (; d !== void 0; ) {
      if (o === d.index) {
        let u;
        d.type === 2 ? u = new Z(r, r.nextSibling, this, t) : d.type === 1 ? u = new d.ctor(r, d.name, d.strings, this, t) : d.type === 6 && (u = new Ne(r, this, t)), this._$AV.push(u), d = s[++h];
      }
      o !== d?.index && (r = C.nextNode(), o++);
    }
    return C.currentNode = M, a;
  }
  p(t) {
    let e = 0;
    for (const s of this._$AV) s !== void 0 && (s.strings !== void 0 ? (s._$AI(t, s, e), e += s.strings.length - 2) : s._$AI(t[e])), e++;
  }
}
class Z {
  get _$AU() {
    return this._$AM?._$AU ?? this._$Cv;
  }
  constructor(t, e, s, a) {
    this.type = 2, this._$AH = l, this._$AN = void 0, this._$AA = t, this._$AB = e, this._$AM = s, this.options = a, this._$Cv = a?.isConnected ?? !0;
  }
  get parentNode() {
    let t = this._$AA.parentNode;
    const e = this._$AM;
    return e !== void 0 && t?.nodeType === 11 && (t = e.parentNode), t;
  }
  get startNode() {
    return this._$AA;
  }
  get endNode() {
    return this._$AB;
  }
  _$AI(t, e = this) {
    t = R(this, t, e), K(t) ? t === l || t == null || t === "" ? (this._$AH !== l && this._$AR(), this._$AH = l) : t !== this._$AH && t !== U && this._(t) : t._$litType$ !== void 0 ? this.$(t) : t.nodeType !== void 0 ? this.T(t) : Ee(t) ? this.k(t) : this._(t);
  }
  O(t) {
    return this._$AA.parentNode.insertBefore(t, this._$AB);
  }
  T(t) {
    this._$AH !== t && (this._$AR(), this._$AH = this.O(t));
  }
  _(t) {
    this._$AH !== l && K(this._$AH) ? this._$AA.nextSibling.data = t : this.T(M.createTextNode(t)), this._$AH = t;
  }
  $(t) {
    const { values: e, _$litType$: s } = t, a = typeof s == "number" ? this._$AC(t) : (s.el === void 0 && (s.el = V.createElement(te(s.h, s.h[0]), this.options)), s);
    if (this._$AH?._$AD === a) this._$AH.p(e);
    else {
      const r = new De(a, this), o = r.u(this.options);
      r.p(e), this.T(o), this._$AH = r;
    }
  }
  _$AC(t) {
    let e = Lt.get(t.strings);
    return e === void 0 && Lt.set(t.strings, e = new V(t)), e;
  }
  k(t) {
    xt(this._$AH) || (this._$AH = [], this._$AR());
    const e = this._$AH;
    let s, a = 0;
    for (const r of t) a === e.length ? e.push(s = new Z(this.O(Y()), this.O(Y()), this, this.options)) : s = e[a], s._$AI(r), a++;
    a < e.length && (this._$AR(s && s._$AB.nextSibling, a), e.length = a);
  }
  _$AR(t = this._$AA.nextSibling, e) {
    for (this._$AP?.(!1, !0, e); t !== this._$AB; ) {
      const s = Dt(t).nextSibling;
      Dt(t).remove(), t = s;
    }
  }
  setConnected(t) {
    this._$AM === void 0 && (this._$Cv = t, this._$AP?.(t));
  }
}
class ot {
  get tagName() {
    return this.element.tagName;
  }
  get _$AU() {
    return this._$AM._$AU;
  }
  constructor(t, e, s, a, r) {
    this.type = 1, this._$AH = l, this._$AN = void 0, this.element = t, this.name = e, this._$AM = a, this.options = r, s.length > 2 || s[0] !== "" || s[1] !== "" ? (this._$AH = Array(s.length - 1).fill(new String()), this.strings = s) : this._$AH = l;
  }
  _$AI(t, e = this, s, a) {
    const r = this.strings;
    let o = !1;
    if (r === void 0) t = R(this, t, e, 0), o = !K(t) || t !== this._$AH && t !== U, o && (this._$AH = t);
    else {
      const h = t;
      let d, u;
      for (t = r[0], d = 0; d < r.length - 1; d++) u = R(this, h[s + d], e, d), u === U && (u = this._$AH[d]), o ||= !K(u) || u !== this._$AH[d], u === l ? t = l : t !== l && (t += (u ?? "") + r[d + 1]), this._$AH[d] = u;
    }
    o && !a && this.j(t);
  }
  j(t) {
    t === l ? this.element.removeAttribute(this.name) : this.element.setAttribute(this.name, t ?? "");
  }
}
class Me extends ot {
  constructor() {
    super(...arguments), this.type = 3;
  }
  j(t) {
    this.element[this.name] = t === l ? void 0 : t;
  }
}
class Te extends ot {
  constructor() {
    super(...arguments), this.type = 4;
  }
  j(t) {
    this.element.toggleAttribute(this.name, !!t && t !== l);
  }
}
class Oe extends ot {
  constructor(t, e, s, a, r) {
    super(t, e, s, a, r), this.type = 5;
  }
  _$AI(t, e = this) {
    if ((t = R(this, t, e, 0) ?? l) === U) return;
    const s = this._$AH, a = t === l && s !== l || t.capture !== s.capture || t.once !== s.once || t.passive !== s.passive, r = t !== l && (s === l || a);
    a && this.element.removeEventListener(this.name, this, s), r && this.element.addEventListener(this.name, this, t), this._$AH = t;
  }
  handleEvent(t) {
    typeof this._$AH == "function" ? this._$AH.call(this.options?.host ?? this.element, t) : this._$AH.handleEvent(t);
  }
}
class Ne {
  constructor(t, e, s) {
    this.element = t, this.type = 6, this._$AN = void 0, this._$AM = e, this.options = s;
  }
  get _$AU() {
    return this._$AM._$AU;
  }
  _$AI(t) {
    R(this, t);
  }
}
const ze = wt.litHtmlPolyfillSupport;
ze?.(V, Z), (wt.litHtmlVersions ??= []).push("3.3.3");
const Le = (i, t, e) => {
  const s = e?.renderBefore ?? t;
  let a = s._$litPart$;
  if (a === void 0) {
    const r = e?.renderBefore ?? null;
    s._$litPart$ = a = new Z(t.insertBefore(Y(), r), r, void 0, e ?? {});
  }
  return a._$AI(i), a;
};
const yt = globalThis;
let S = class extends P {
  constructor() {
    super(...arguments), this.renderOptions = { host: this }, this._$Do = void 0;
  }
  createRenderRoot() {
    const t = super.createRenderRoot();
    return this.renderOptions.renderBefore ??= t.firstChild, t;
  }
  update(t) {
    const e = this.render();
    this.hasUpdated || (this.renderOptions.isConnected = this.isConnected), super.update(t), this._$Do = Le(e, this.renderRoot, this.renderOptions);
  }
  connectedCallback() {
    super.connectedCallback(), this._$Do?.setConnected(!0);
  }
  disconnectedCallback() {
    super.disconnectedCallback(), this._$Do?.setConnected(!1);
  }
  render() {
    return U;
  }
};
S._$litElement$ = !0, S.finalized = !0, yt.litElementHydrateSupport?.({ LitElement: S });
const Pe = yt.litElementPolyfillSupport;
Pe?.({ LitElement: S });
(yt.litElementVersions ??= []).push("4.2.2");
const Ue = ["en", "de"];
function ee(i) {
  const t = i.toLowerCase().split("-")[0] ?? "";
  return Ue.includes(t) ? t : "en";
}
function w(i, t, e = {}) {
  return (i[t] ?? t).replace(/\{(\w+)\}/g, (s, a) => String(e[a] ?? ""));
}
function se(i, t) {
  const e = [];
  for (const s of i) {
    const a = e.at(-1);
    a && new Date(a[0]).toDateString() === new Date(t(s)).toDateString() ? a[1].push(s) : e.push([t(s), [s]]);
  }
  return e;
}
function O(i, t, e) {
  return i.backend(`component.digitalshadow.${t}.${e}`) || e;
}
const st = (i, t) => O(i, "entity.sensor.cardiovascular_risk.state_attributes.missing_inputs.state", t), ie = (i, t) => O(i, "entity.sensor.next_input_due.state_attributes.input.state", t), Re = (i, t) => O(i, "entity.sensor.cardiovascular_risk.state_attributes.reason.state", t), Ie = (i, t) => O(i, "entity.sensor.cardiovascular_risk.state_attributes.outcome.state", t), B = (i, t) => O(i, "selector.measure.options", t), qe = (i, t) => O(i, "entity.sensor.state.state", t), N = (i) => i.hass.locale?.language ?? i.hass.language;
function x(i, t) {
  const e = t.length === 10 ? /* @__PURE__ */ new Date(`${t}T12:00:00`) : new Date(t), s = e.getFullYear() === (/* @__PURE__ */ new Date()).getFullYear() ? void 0 : "numeric";
  return e.toLocaleDateString(N(i), { day: "numeric", month: "long", year: s });
}
function T(i, t) {
  const e = i.hass.locale?.time_format;
  return new Date(t).toLocaleString(N(i), {
    dateStyle: "medium",
    timeStyle: "short",
    ...e === "12" || e === "24" ? { hour12: e === "12" } : {}
  });
}
function vt(i, t) {
  const e = i.hass.locale?.time_format;
  return new Date(t).toLocaleTimeString(N(i), {
    timeStyle: "short",
    ...e === "12" || e === "24" ? { hour12: e === "12" } : {}
  });
}
const He = 864e5;
function ae(i, t) {
  const e = new Date(t), s = (a) => e.toDateString() === new Date(Date.now() - a * He).toDateString();
  return s(0) ? w(i.texts, "day.today") : s(1) ? w(i.texts, "day.yesterday") : e.toLocaleDateString(N(i), { weekday: "long", day: "numeric", month: "long" });
}
const W = (i, t) => t.toLocaleString(N(i), { maximumFractionDigits: 1 }), lt = (i, t) => new Intl.ListFormat(N(i)).format(t);
function je(i) {
  if (i.question) return ["confirm"];
  const t = i.people.some((e) => e.is_themself) ? ["today", "trend", "measure", "report", "data"] : [];
  return re(i).length && t.push("people"), i.is_administrator && t.push("home"), t;
}
const Be = { age_years: "birth_date", regions: "country", bmi_kg_m2: "weight_kg" };
function ne(i, t) {
  const e = Be[i] ?? i;
  return e.endsWith("_mmhg") ? "measure" : `question.${e}` in t.texts ? `measure/questions/${e}` : `measure/add/${e}`;
}
function re(i) {
  return i.people.filter((t) => t.is_granted && !t.is_themself).sort((t, e) => (it(t) ?? "").localeCompare(it(e) ?? ""));
}
const it = (i) => [i.last_seen_at, i.reading?.ended_at ?? null].filter((t) => t !== null).sort((t, e) => new Date(t).getTime() - new Date(e).getTime()).at(-1) ?? null;
function We(i) {
  history.pushState(null, "", i), window.dispatchEvent(new CustomEvent("location-changed", { detail: { replace: !1 } }));
}
function Fe(i, t) {
  const e = i, s = e?.translation_key;
  return s && t(`component.digitalshadow.exceptions.${s}.message`, e.translation_placeholders) || (typeof e?.message == "string" ? e.message : "");
}
const Ye = (i) => i?.translation_key ?? "";
class p extends S {
  static {
    this.properties = {
      home: { attribute: !1 },
      busy: { state: !0 },
      error: { state: !0 }
    };
  }
  constructor() {
    super(), this.busy = !1, this.error = "";
  }
  t(t, e = {}) {
    return w(this.home.texts, t, e);
  }
  /** The language and region in which numbers and days are written. */
  get locale() {
    return N(this.home);
  }
  /** The person whose account this is; the pages of one's own are there only with one. */
  get me() {
    return this.home.view.people.find((t) => t.is_themself);
  }
  /** Nothing is sent while one answer is awaited or without a connection. */
  get waits() {
    return this.busy || !this.home.hass.connected;
  }
  /** Does something on the server; what it refuses is said on the page, and false returned. */
  async doing(t) {
    this.busy = !0, this.error = "";
    try {
      return await t(), !0;
    } catch (e) {
      return this.error = Fe(e, this.home.backend) || this.t("failed"), !1;
    } finally {
      this.busy = !1;
    }
  }
}
function $(i, t) {
  customElements.get(i) || customElements.define(i, t);
}
function oe(i, t, e) {
  const s = URL.createObjectURL(new Blob([t], { type: e }));
  Object.assign(document.createElement("a"), { href: s, download: i }).click(), setTimeout(() => URL.revokeObjectURL(s), 6e4);
}
function m(i, t, e, s = {}) {
  return i.callWS({ type: `digitalshadow/person/${t}`, person_id: e, ...s });
}
const le = f`
  :host {
    --ds-bg: var(--primary-background-color, #fafafa);
    --ds-card: var(--card-background-color, #fff);
    --ds-ink: var(--primary-text-color, #141414);
    --ds-ink2: var(--ha-color-text-secondary, #5e5e5e);
    --ds-line: var(--divider-color, #0000001f);
    --ds-soft: var(--ha-color-surface-low, #f3f3f3);
    --ds-act: #006787;
    --ds-on-act: #fff;
    --ds-act-soft: #dff3fc;
    --ds-data: #0072b2;
    --ds-on-data: #fff;
    --ds-band: #0072b22e;
    --ds-ghost: #84898f;
    --ds-track: #e4e7ea;
    --ds-demo: #7d2e63;
    --ds-demo-soft: #fbf1f7;
    --ds-demo-hatch: #7d2e6321;
    --ds-demo-line: #b77a9f;
    --ds-demo-tape: #7d2e6399;
    --ds-urg: #7e2900;
    --ds-urg-soft: #fff0e4;
    --ds-urg-line: #d55e00;
    --ds-danger: #b30532;
    display: block;
    background: var(--ds-bg);
    color: var(--ds-ink);
    font: 400 var(--ha-font-size-l, 16px) / 1.45 var(--ha-font-family-body, Roboto, Noto, sans-serif);
  }
  :host([dark]) {
    --ds-bg: var(--primary-background-color, #111);
    --ds-card: var(--card-background-color, #1c1c1c);
    --ds-ink: var(--primary-text-color, #fff);
    --ds-ink2: var(--ha-color-text-secondary, #ccc);
    --ds-soft: #282828;
    --ds-act: #7bd4fb;
    --ds-on-act: #001721;
    --ds-act-soft: #12303d;
    --ds-data: #56b4e9;
    --ds-on-data: #001721;
    --ds-band: #56b4e938;
    --ds-ghost: #85898d;
    --ds-track: #3a3d40;
    --ds-demo: #f0b3d5;
    --ds-demo-soft: #2a1c25;
    --ds-demo-hatch: #f0b3d51f;
    --ds-demo-line: #a96f91;
    --ds-demo-tape: #f0b3d58c;
    --ds-urg: #ffe0c8;
    --ds-urg-soft: #3b1503;
    --ds-urg-line: #ff9342;
    --ds-danger: #fd8f90;
  }
`, b = f`
  * { box-sizing: border-box; }
  h1, h2, h3, p, ul, ol, dl, dd { margin: 0; padding: 0; }
  ul, ol { list-style: none; }
  button, select { font: inherit; color: inherit; }
  button { background: none; border: 0; cursor: pointer; text-align: start; }
  button:disabled { opacity: 0.5; cursor: default; }
  a { color: var(--ds-act); }
  :focus-visible { outline: 3px solid var(--ds-act); outline-offset: 2px; }
  ha-icon { flex: none; --mdc-icon-size: 24px; }
  .sub { color: var(--ds-ink2); font-size: var(--ha-font-size-m, 14px); line-height: 1.4; }
  .cols { display: grid; gap: 12px; }
  .narrow { max-width: 560px; margin-inline: auto; }
  .hello { padding: 2px 4px 14px; }
  .hello h2 { font-size: 22px; font-weight: 400; line-height: 1.25; }
  .card { background: var(--ds-card); border: 1px solid var(--ds-line); border-radius: 12px; padding: 16px; overflow: hidden; min-width: 0; overflow-wrap: anywhere; }
  .card h2 { font-size: var(--ha-font-size-l, 16px); font-weight: 500; line-height: 1.3; }
  .card > header { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: 4px 8px; min-height: 28px; }
  .kind { display: inline-flex; align-items: center; gap: 5px; font-size: 14px; font-weight: 500; color: var(--ds-ink2); }
  .kind ha-icon, .src ha-icon { --mdc-icon-size: 16px; }
  .src { display: flex; gap: 6px; align-items: flex-start; margin-block-start: 12px; color: var(--ds-ink2); font-size: 14px; line-height: 1.4; }
  .say { margin-block-start: 8px; }
  .lead { font-size: 20px; line-height: 1.3; margin-block-start: 6px; }
  .more { display: inline-flex; align-items: center; gap: 2px; min-height: 44px; padding: 0; color: var(--ds-act); font-weight: 500; font-size: 15px; text-decoration: none; }
  .demo { border: 1.5px dashed var(--ds-demo-line); padding-block-start: 0; --ds-data: var(--ds-demo); }
  .strip { display: flex; gap: 10px; align-items: center; margin: 0 -16px 14px; padding: 18px 16px 10px; color: var(--ds-demo); font-size: 15px; line-height: 1.3; border-block-end: 1.5px dashed var(--ds-demo-line); background: repeating-linear-gradient(135deg, var(--ds-demo-tape) 0 8px, transparent 8px 16px) top / 100% 9px no-repeat, var(--ds-demo-soft); }
  .demo .kind, .demo .val { color: var(--ds-demo); }
  .seg { display: inline-flex; max-width: 100%; border: 1.5px solid var(--ds-line); border-radius: 999px; padding: 2px; }
  .seg button { min-height: 44px; padding-inline: 16px; border-radius: 999px; font-weight: 500; font-size: 15px; text-align: center; }
  .seg [aria-pressed="true"] { background: var(--ds-act-soft); color: var(--ds-act); }
  .btn { display: inline-flex; align-items: center; justify-content: center; gap: 8px; min-height: 48px; padding: 8px 20px; border-radius: 999px; background: var(--ds-act); color: var(--ds-on-act); font-weight: 500; text-decoration: none; text-align: center; }
  .btn.soft { background: var(--ds-act-soft); color: var(--ds-act); }
  .btn.line { background: none; border: 1.5px solid var(--ds-ghost); color: var(--ds-ink); }
  .btn.danger { background: none; border: 1.5px solid currentColor; color: var(--ds-danger); }
  .btn.small { min-height: 44px; padding-inline: 14px; font-size: 15px; }
  .btns { display: flex; flex-wrap: wrap; gap: 8px; margin-block-start: 12px; }
  .rows > li { display: flex; gap: 12px; align-items: center; min-height: 56px; padding-block: 8px; border-block-end: 1px solid var(--ds-line); }
  .rows > li:last-child { border: 0; padding-block-end: 0; }
  .rows li > div { flex: 1; min-width: 0; }
  .rows + .sub { margin-block-start: 12px; }
  .rows b { font-weight: 500; display: block; line-height: 1.3; }
  .rows ha-icon { color: var(--ds-ink2); }
  .input { width: 100%; min-height: 48px; margin-block-start: 6px; border: 1.5px solid var(--ds-ghost); border-radius: 12px; background: var(--ds-card); color: var(--ds-ink); padding-inline: 14px; font: inherit; }
  .input.large { min-height: 64px; border-radius: 14px; font-size: 24px; padding-inline: 18px; }
  select.input.large { font-size: 18px; }
  .num, b { font-variant-numeric: tabular-nums; }
  .error { color: var(--ds-danger); margin-block-start: 8px; }
  .sr { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  @media (min-width: 1080px) {
    .cols.two { grid-template-columns: minmax(0, 1.1fr) minmax(0, 1fr); gap: 16px; align-items: start; }
    .cols.two > .wide { grid-column: 1 / -1; }
  }
`, Pt = "component.digitalshadow.config_subentries.person.step", Ke = ["consent", "consent_kept", "sharing"];
class Ve extends p {
  constructor() {
    super(), this.agree = () => this.doing(async () => {
      const { person_id: t, version: e } = this.question;
      await m(this.home.hass, "agree", t, { version: e });
    }), this.refuse = () => this.doing(async () => {
      this.home.withdrawn(await m(this.home.hass, "refuse", this.question.person_id));
    }), this.read = () => this.doing(async () => {
      const { name: t, version: e } = this.question, s = await this.home.hass.loadBackendTranslation("config_subentries", "digitalshadow");
      this.whole = Ke.map(
        (a) => `## ${s(`${Pt}.${a}.title`, { name: t, version: e })}

${s(`${Pt}.${a}.description`, { name: t, version: e })}`
      ).join(`

`);
    }), this.whole = null, this.sure = !1;
  }
  static {
    this.properties = {
      ...p.properties,
      whole: { state: !0 },
      sure: { state: !0 }
    };
  }
  static {
    this.styles = [
      b,
      f`
      h2.ask { font-size: 22px; font-weight: 400; line-height: 1.25; }
      .answers { display: grid; gap: 8px; margin-block-start: 14px; }
      .whole { margin-block-start: 12px; font-size: 16px; }
      .more { background: none; color: var(--ds-act); min-height: 44px; margin-block-start: 8px; text-decoration: underline; }
    `
    ];
  }
  get question() {
    return this.home.view.question;
  }
  render() {
    const { reason: t, asked_by: e, cameras: s, erased_on: a } = this.question, r = (h, d) => n`<li><ha-icon icon=${h}></ha-icon><div>${d}</div></li>`, o = t === "added" && !e ? "confirm.added.by_somebody" : `confirm.${t}`;
    return n`<section class="card narrow">
      <h2 class="ask">${this.t(o, { by: e ?? "" })}</h2>
      <p class="say">${this.t("confirm.until")}</p>
      <ul class="rows">
        ${r("mdi:cctv", s.length ? this.t("confirm.cameras", { cameras: lt(this.home, s) }) : this.t("confirm.no_camera"))}
        ${r("mdi:image-outline", this.t("confirm.kept"))}
        ${r("mdi:lock-outline", this.t(t === "added" ? "confirm.private" : `confirm.stays.${this.question.sharing}`))}
        ${r("mdi:undo", this.t("confirm.stop"))}
      </ul>
      ${this.error ? n`<p class="error" role="alert">${this.error}</p>` : l}
      ${this.sure ? this.last() : this.answers()}
      ${a ? n`<p class="sub say">${this.t("confirm.silence", { when: T(this.home, a) })}</p>` : l}
      ${this.whole === null ? n`<button class="more" ?disabled=${this.waits} @click=${this.read}>${this.t("confirm.read")}</button>` : n`<ha-markdown class="whole" .content=${this.whole}></ha-markdown>`}
    </section>`;
  }
  answers() {
    return n`<div class="answers">
      <button class="btn" ?disabled=${this.waits} @click=${this.agree}>${this.t("confirm.yes")}</button>
      <button class="btn line" ?disabled=${this.waits} @click=${() => this.sure = !0}>${this.t("confirm.no")}</button>
    </div>`;
  }
  last() {
    const t = this.question.reason === "added";
    return n`<p class="say" role="alert"><b>${this.t(t ? "confirm.sure.photos" : "confirm.sure.all")}</b></p>
      <div class="answers">
        <button class="btn danger" ?disabled=${this.waits} @click=${this.refuse}>${this.t("confirm.sure.yes")}</button>
        <button class="btn line" @click=${() => this.sure = !1}>${this.t("confirm.back")}</button>
      </div>`;
  }
}
$("digitalshadow-confirm", Ve);
class Ge extends p {
  constructor() {
    super(...arguments), this.open = () => this.dialog.showModal(), this.close = () => this.dialog.close();
  }
  static {
    this.styles = [
      b,
      f`
      .sos { display: inline-flex; align-items: center; gap: 6px; min-height: 44px; padding-inline: 12px 14px; border: 1.5px solid var(--ds-line); border-radius: 999px; font-size: 15px; font-weight: 500; color: var(--ds-ink); white-space: nowrap; }
      .sos ha-icon { --mdc-icon-size: 18px; color: var(--ds-act); }
      dialog { background: var(--ds-card); color: var(--ds-ink); border: 0; padding: 24px 20px; width: 100%; max-width: min(520px, 100vw); border-radius: 28px 28px 0 0; margin: auto auto 0; max-height: 95dvh; overflow: auto; }
      dialog::backdrop { background: #0008; }
      h2 { font-size: 24px; font-weight: 500; }
      dialog > * + * { margin-block-start: 14px; }
      dialog ul { display: grid; gap: 14px; font-size: 17px; }
      dialog li b { display: block; font-weight: 500; font-size: 18px; }
      .btn { display: flex; width: 100%; }
      a.btn { min-height: 64px; font-size: 20px; }
      @media (min-width: 870px) { dialog { border-radius: 28px; margin: auto; } }
    `
    ];
  }
  render() {
    const t = this.home.view.emergency_numbers, e = t.length ? t.join(" / ") : "";
    return n`<button class="sos" @click=${this.open}><ha-icon icon="mdi:phone"></ha-icon>${this.t("sos", { number: e })}</button>
      <dialog aria-labelledby="title">
        <h2 id="title">${t.length ? this.t("sos.title", { number: e }) : this.t("sos.title.unknown")}</h2>
        <p>${this.t("sos.one")}</p>
        <ul>
          <li><b>${this.t("sos.heart")}</b>${this.t("sos.heart.signs")}</li>
          <li><b>${this.t("sos.stroke")}</b>${this.t("sos.stroke.signs")}</li>
        </ul>
        ${t.map((s) => n`<a class="btn" href="tel:${s}"><ha-icon icon="mdi:phone"></ha-icon>${this.t("call", { number: s })}</a>`)}
        <button class="btn line" @click=${this.close}>${this.t("close")}</button>
        <p class="sub">${this.t("sos.limits")}</p>
      </dialog>`;
  }
  get dialog() {
    return this.renderRoot.querySelector("dialog");
  }
}
$("digitalshadow-emergency", Ge);
const Ze = (i) => (...t) => ({ _$litDirective$: i, values: t });
let Je = class {
  constructor(t) {
  }
  get _$AU() {
    return this._$AM._$AU;
  }
  _$AT(t, e, s) {
    this._$Ct = t, this._$AM = e, this._$Ci = s;
  }
  _$AS(t, e) {
    return this.update(t, e);
  }
  update(t, e) {
    return this.render(...e);
  }
};
const Xe = {}, Qe = (i, t = Xe) => i._$AH = t;
const ts = Ze(class extends Je {
  constructor() {
    super(...arguments), this.key = l;
  }
  render(i, t) {
    return this.key = i, t;
  }
  update(i, [t, e]) {
    return t !== this.key && (Qe(i), this.key = t), e;
  }
}), es = 0.5, at = (i) => i < es ? 0 : Math.round(i);
function kt(i, t) {
  return Array.from({ length: t }, (e, s) => ut(s < i));
}
function ut(i) {
  return n`<svg viewBox="0 0 12 18" class=${i ? "p1" : "p0"} aria-hidden="true">
    ${v`<path d="M6 .7a2.6 2.6 0 1 1 0 5.2a2.6 2.6 0 0 1 0-5.2ZM1.6 17.3v-5.4a4.4 4.4 0 0 1 8.8 0v5.4Z"></path>`}
  </svg>`;
}
const ss = 5e3, is = 5e3, Ut = 2, Rt = 92;
function as(i) {
  const t = new URLSearchParams(i), e = (s, a) => {
    const r = Number(t.get(s) ?? a);
    return Number.isFinite(r) && r > 0 ? r : a;
  };
  return e("distance", Ut) / Ut * (e("density", Rt) / Rt) * e("scale", 1);
}
class ns extends S {
  constructor() {
    super(), this.stop = null, this.swallow = (t) => {
      this.refused || t.stopImmediatePropagation();
    }, this.page = null, this.refused = "";
  }
  static {
    this.properties = {
      hass: { attribute: !1 },
      page: { state: !0 },
      refused: { state: !0 }
    };
  }
  static {
    this.styles = f`
    * { box-sizing: border-box; margin: 0; padding: 0; }
    .sheet { position: fixed; inset: 0; width: 100vw; height: 100vh; max-width: none; max-height: none; border: 0; overflow: hidden; background: #000; color: #fff; cursor: none; font: 400 calc(64 * var(--u)) / 1.2 Roboto, Noto, sans-serif; overflow-wrap: anywhere; --ds-data: #56b4e9; --ds-ghost: #8d9196; }
    main { position: absolute; inset: auto calc(90 * var(--u)) calc(150 * var(--u)); animation: come 400ms; }
    @keyframes come { from { opacity: 0; } }
    h1 { font-size: calc(92 * var(--u)); font-weight: 400; line-height: 1.15; }
    h1 span { display: block; }
    .quiet, .phone { color: #d0d0d0; }
    .quiet { margin-block-start: calc(22 * var(--u)); }
    .demonstration { color: #f0b3d5; }
    .bar { position: relative; height: calc(34 * var(--u)); border-radius: calc(17 * var(--u)); background: #2b2e31; margin-block: calc(72 * var(--u)) calc(40 * var(--u)); }
    .bar i { position: absolute; inset-block: 0; background: #56b4e9; opacity: 0.5; border-radius: calc(4 * var(--u)); }
    .bar b { position: absolute; inset-block-start: 50%; width: calc(66 * var(--u)); height: calc(66 * var(--u)); margin: calc(-33 * var(--u)); border-radius: 50%; background: #56b4e9; border: calc(8 * var(--u)) solid #000; box-shadow: 0 0 0 calc(5 * var(--u)) #56b4e9; }
    .bar.hatched { background: repeating-linear-gradient(135deg, #f0b3d566 0 calc(16 * var(--u)), transparent 0 calc(32 * var(--u))), #2a1c25; box-shadow: 0 0 0 calc(3 * var(--u)) #a96f91; }
    .hatched b { background: #f0b3d5; box-shadow: 0 0 0 calc(5 * var(--u)) #f0b3d5; }
    .people { display: grid; grid-template-columns: repeat(20, 1fr); gap: calc(12 * var(--u)) calc(8 * var(--u)); margin-block: calc(56 * var(--u)) calc(36 * var(--u)); }
    .people svg { width: 100%; display: block; }
    .p1 { fill: var(--ds-data); }
    .p0 { fill: none; stroke: var(--ds-ghost); stroke-width: 1.1; }
    footer { display: flex; flex-wrap: wrap; justify-content: space-between; gap: calc(24 * var(--u)); margin-block-start: calc(64 * var(--u)); }
    footer:empty { display: none; }
    footer p { display: flex; align-items: center; gap: calc(28 * var(--u)); }
    ha-icon { --mdc-icon-size: calc(64 * var(--u)); }
    .due ha-icon { color: #56b4e9; }
    .phone { margin-inline-start: auto; }
    .refused { padding: 32px; font: 400 20px/1.5 Roboto, Noto, sans-serif; color: var(--primary-text-color); }
    @media (prefers-reduced-motion: reduce) { main { animation: none; } }
  `;
  }
  connectedCallback() {
    super.connectedCallback(), window.addEventListener("hass-notification", this.swallow, !0), this.kiosk(!0), this.hass && this.subscribe();
  }
  disconnectedCallback() {
    window.removeEventListener("hass-notification", this.swallow, !0), this.kiosk(!1), this.show(null), this.stop?.then((t) => t()).catch(() => {
    }), this.stop = null, super.disconnectedCallback();
  }
  willUpdate(t) {
    !t.has("hass") || !this.hass || (this.hass.connected || this.show(null), this.stop || this.subscribe());
  }
  /** A popover lies above whatever Home Assistant opened before, dialogs and messages too. */
  updated() {
    const t = this.renderRoot.querySelector(".sheet");
    t && !t.matches(":popover-open") && t.showPopover();
  }
  kiosk(t) {
    this.dispatchEvent(new CustomEvent("hass-kiosk-mode", { bubbles: !0, composed: !0, detail: { enable: t } }));
  }
  subscribe() {
    this.stop = this.hass.connection.subscribeMessage(
      (t) => {
        this.refused = "", this.show(t.page);
      },
      { type: "digitalshadow/mirror" }
    ), this.stop.catch((t) => {
      this.refuse(t.code === "unauthorized"), setTimeout(() => {
        this.isConnected && this.subscribe();
      }, is);
    });
  }
  /** Every word of the server counts as one: it keeps the page, or takes it away at once. */
  show(t) {
    clearTimeout(this.silence), this.page = t, t && (this.silence = setTimeout(() => this.page = null, ss));
  }
  /** Whoever opens this page with another account is told so, on a page they can leave. */
  async refuse(t) {
    if (this.show(null), !t) return;
    const e = `./texts/${ee(this.hass.language)}.json`, s = await (await fetch(new URL(e, import.meta.url))).json();
    this.refused = w(s, "mirror.refused"), this.kiosk(!1);
  }
  render() {
    return this.refused ? n`<p class="refused" role="alert">${this.refused}</p>` : n`<div class="sheet" popover="manual" style="--u:${as(location.search)}px">${this.page ? rs(this.page) : l}</div>`;
  }
}
function rs(i) {
  const { headline: t, people: e, bar: s, lines: a, due: r, phone: o } = i;
  return ts(
    t.join(),
    n`<main lang=${i.language}>
      ${t.length ? n`<h1>${t.map((h) => n`<span>${h}</span>`)}</h1>` : l}
      ${e === null ? l : n`<div class="people" aria-hidden="true">${kt(e, 100)}</div>`}
      ${s ? os(s) : l}
      ${a.map((h) => n`<p class=${h.tone}>${h.text}</p>`)}
      ${r || o ? n`<footer>
            ${r ? n`<p class="due"><ha-icon icon="mdi:heart-pulse"></ha-icon>${r}</p>` : l}
            ${o ? n`<p class="phone"><ha-icon icon="mdi:phone"></ha-icon>${o}</p>` : l}
          </footer>` : l}
    </main>`
  );
}
function os(i) {
  const { at: t, usual: e } = i;
  return n`<div class=${e ? "bar" : "bar hatched"} aria-hidden="true">
    ${e ? n`<i style="inset-inline:${e[0]}% ${100 - e[1]}%"></i>` : l}<b style="inset-inline-start:${t}%"></b>
  </div>`;
}
$("digitalshadow-mirror", ns);
const he = {
  greeting: "mdi:hand-wave-outline",
  due: "mdi:calendar-clock",
  signal: "mdi:face-recognition",
  risk: "mdi:heart-pulse"
}, It = Object.keys(he);
class ls extends p {
  static {
    this.properties = { ...p.properties, mirrors: { state: !0 } };
  }
  static {
    this.styles = [
      le,
      b,
      f`
      :host { background: none; }
      h3 { font-size: 16px; font-weight: 500; margin-block-start: 16px; }
    `
    ];
  }
  constructor() {
    super(), this.mirrors = [];
  }
  firstUpdated() {
    this.doing(async () => {
      this.mirrors = await m(this.home.hass, "mirrors", this.me.person_id);
    });
  }
  turn(t, e) {
    const s = It.filter((a) => t.topics[a].on !== (a === e));
    return this.doing(async () => {
      const a = { mirror_id: t.mirror_id, topics: s };
      this.mirrors = await m(this.home.hass, "set_mirror", this.me.person_id, a);
    });
  }
  render() {
    return !this.mirrors.length && !this.error ? l : n`<section class="card"><header><h2>${this.t("mirrors.title")}</h2></header>
      <p class="say">${this.t("mirrors.rule")}</p>
      ${this.error ? n`<p class="error" role="alert">${this.error}</p>` : l}
      ${this.mirrors.map((t) => n`<h3><bdi>${t.name}</bdi></h3>
        <ul class="rows">${It.map((e) => this.row(t, e))}</ul>`)}
    </section>`;
  }
  row(t, e) {
    const { on: s, limit: a } = t.topics[e], r = `${t.mirror_id}-${e}`, o = a ? `mirrors.limit.${a}` : `mirrors.${e}.${s ? "on" : "off"}`;
    return n`<li><ha-icon icon=${he[e]}></ha-icon><div><b id=${r}>${this.t(`mirrors.${e}`)}</b>
        <span class="sub">${this.t(o)}</span></div>
      ${a ? l : n`<button class="sw" role="switch" aria-checked=${s} aria-labelledby=${r} ?disabled=${this.waits}
        @click=${() => this.turn(t, e)}></button>`}</li>`;
  }
}
$("digitalshadow-mirror-choices", ls);
const hs = ["templates", "readings", "measurements", "documents", "consents"];
class ds extends p {
  static {
    this.properties = {
      ...p.properties,
      data: { state: !0 },
      step: { state: !0 },
      exported: { state: !0 }
    };
  }
  static {
    this.styles = [
      b,
      f`
      .sw { width: 52px; height: 32px; border-radius: 16px; border: 2px solid var(--ds-ghost); position: relative; flex: none; padding: 0; }
      .sw::before { content: ""; position: absolute; inset: -10px; }
      .sw::after { content: ""; position: absolute; inset-block-start: 6px; inset-inline-start: 6px; width: 16px; height: 16px; border-radius: 50%; background: var(--ds-ghost); }
      .sw[aria-checked="true"] { background: var(--ds-act); border-color: var(--ds-act); }
      .sw[aria-checked="true"]::after { inset-inline-start: 24px; background: var(--ds-on-act); width: 20px; height: 20px; inset-block-start: 4px; }
      ul.plain { display: grid; gap: 6px; margin-block-start: 8px; list-style: disc; padding-inline-start: 20px; }
    `
    ];
  }
  constructor() {
    super(), this.data = null, this.step = "closed", this.exported = !1;
  }
  firstUpdated() {
    this.doing(async () => {
      this.data = await m(this.home.hass, "data", this.me.person_id);
    });
  }
  turn(t, e) {
    return this.doing(async () => {
      const s = await m(this.home.hass, "set_switch", this.me.person_id, { switch: t, on: e });
      this.data && (this.data = { ...this.data, ...s });
    });
  }
  export() {
    return this.doing(async () => {
      const t = await m(this.home.hass, "export", this.me.person_id);
      oe("heart-health-export.json", JSON.stringify(t, null, 2), "application/json"), this.exported = !0;
    });
  }
  withdraw() {
    return this.doing(async () => {
      this.home.withdrawn(await m(this.home.hass, "withdraw", this.me.person_id));
    });
  }
  render() {
    const { data: t } = this;
    return n`<div class="narrow cols">
      ${this.error ? n`<p class="error" role="alert">${this.error}</p>` : l}
      ${t ? n`${this.readers(t)} <digitalshadow-mirror-choices .home=${this.home}></digitalshadow-mirror-choices> ${this.switches(t)} ${this.leaves(t)} ${this.stored(t)} ${this.leaving(t)}` : n`<section class="card" aria-busy="true"><h2>${this.t("data.readers")}</h2></section>`}
    </div>`;
  }
  readers(t) {
    const e = (s, a) => n`<li><ha-icon icon="mdi:account-outline"></ha-icon><div><b>${this.t(`data.${s}`)}</b>
        <span class="sub"><bdi>${a.length ? lt(this.home, a) : this.t("data.nobody")}</bdi></span></div></li>`;
    return n`<section class="card"><header><h2>${this.t("data.readers")}</h2></header>
      <p class="say">${this.t(`data.${t.sharing}`)}</p>
      <ul class="rows">${e("account", t.account ? [t.account] : [])} ${e("granted", t.granted)} ${e("administrators", t.administrators)}</ul>
      <p class="sub">${this.t("data.change")}</p></section>`;
  }
  switches(t) {
    const e = (s, a) => n`<li><ha-icon icon=${a}></ha-icon><div><b id=${s}>${this.t(`data.${s}`)}</b>
          <span class="sub">${this.t(`data.${s}.${t[s] ? "on" : "off"}`)}</span></div>
        <button class="sw" role="switch" aria-checked=${t[s]} aria-labelledby=${s} ?disabled=${this.waits}
          @click=${() => this.turn(s, !t[s])}></button></li>`;
    return n`<section class="card"><header><h2>${this.t("data.switches")}</h2></header>
      <ul class="rows">${e("monitoring", "mdi:face-recognition")} ${e("muted", "mdi:bell-off-outline")}</ul></section>`;
  }
  leaves({ server: t }) {
    const e = ({ receiver: s, agreed: a, may_agree: r }) => n`<ul class="rows"><li><ha-icon icon="mdi:server-network"></ha-icon><div><b id="server">${this.t("data.server", { receiver: s })}</b>
          <span class="sub">${this.t(`data.server.${a ? "on" : r ? "off" : "theirs"}`, { receiver: s })}</span></div>
        <button class="sw" role="switch" aria-checked=${a} aria-labelledby="server" ?disabled=${this.waits || !(a || r)}
          @click=${() => this.turn("server", !a)}></button></li></ul>
        <p class="sub">${this.t("data.server.owner")}</p>`;
    return n`<section class="card"><header><h2>${this.t("data.leaves")}</h2></header>
      ${t ? e(t) : n`<p class="say">${this.t("data.leaves.nothing")}</p>`}</section>`;
  }
  stored(t) {
    return n`<section class="card"><header><h2>${this.t("data.stored")}</h2></header>
      ${this.counted(t)}
      <div class="btns"><button class="btn soft" ?disabled=${this.waits} @click=${this.export}><ha-icon icon="mdi:download-outline"></ha-icon>${this.t("data.export")}</button></div>
    </section>`;
  }
  counted(t) {
    return n`<ul class="plain num">${hs.map((e) => n`<li>${this.t(`data.kind.${e}`)}: ${t.stored[e]}</li>`)}</ul>`;
  }
  leaving(t) {
    if (this.step === "closed")
      return n`<section class="card"><header><h2>${this.t("data.withdraw")}</h2></header><p class="say">${this.t("data.withdraw.short")}</p>
        <div class="btns"><button class="btn line" @click=${() => this.step = "shown"}>${this.t("data.withdraw.open")}</button></div></section>`;
    const e = this.step === "sure";
    return n`<section class="card"><header><h2>${this.t("data.withdraw")}</h2></header>
      <p class="say">${this.t("data.withdraw.goes")}</p>
      ${this.counted(t)}
      <p class="say">${this.t("data.withdraw.stays")}</p>
      ${e ? n`<p class="say" role="alert"><b>${this.t("data.withdraw.sure")}</b></p>` : l}
      <div class="btns">
        <button class="btn" ?disabled=${this.waits} @click=${this.export}>${this.t(this.exported ? "data.export.again" : "data.export.first")}</button>
        <button class="btn danger" ?disabled=${this.waits} @click=${e ? this.withdraw : () => this.step = "sure"}>${this.t(e ? "data.withdraw.yes" : "data.withdraw.all")}</button>
        <button class="btn line" @click=${() => this.step = "closed"}>${this.t("keep.all")}</button>
      </div></section>`;
  }
}
$("digitalshadow-data", ds);
class cs extends p {
  static {
    this.styles = [b];
  }
  render() {
    return n`<div class="hello"><h2>${this.t("people.title")}</h2><span class="sub">${this.t("people.not_alarm")}</span></div>
      <div class="cols two">${re(this.home.view).map((t) => this.card(t))}</div>`;
  }
  card(t) {
    const e = it(t), s = t.next_input_due;
    return n`<section class="card">
      <h2><bdi>${t.name}</bdi></h2>
      <p class="say">${e ? this.t("seen", { when: T(this.home, e) }) : this.t("people.unseen")}</p>
      ${t.monitoring ? l : n`<p class="sub">${this.t("people.paused")}</p>`}
      ${s ? n`<p class="sub">${this.t("people.due", { what: ie(this.home, s.input) })}</p>` : l}
    </section>`;
  }
}
class ps extends p {
  static {
    this.styles = [b];
  }
  render() {
    const { people: t, cameras: e, paused: s, waiting_for: a } = this.home.view;
    return n`<div class="cols two">
      ${s ? n`<p class="card wide">${this.t("home.paused")}</p>` : l}
      ${a.map(({ name: r, erased_on: o }) => this.waiting(r, o))}
      ${a.length && !t.length ? l : this.people(t)}
      <section class="card"><header><h2>${this.t("home.cameras")}</h2></header>
        ${e.length ? l : n`<p class="say">${this.t("home.no_camera")}</p>`}
        <ul class="rows">${e.map((r) => n`<li><ha-icon icon="mdi:cctv"></ha-icon><div><b><bdi>${r.name}</bdi></b><span class="sub">${qe(this.home, r.status)}${r.last_analysed_at ? n`, ${T(this.home, r.last_analysed_at)}` : l}</span></div></li>`)}</ul>
      </section></div>`;
  }
  people(t) {
    return n`<section class="card"><header><h2>${this.t("home.people")}</h2></header>
      ${t.length ? l : n`<p class="say">${this.t("home.nobody")}</p>`}
      <ul class="rows">${t.map((e) => n`<li><ha-icon icon="mdi:account-outline"></ha-icon><div><b><bdi>${e.name}</bdi></b><span class="sub">${this.t(us(e))}</span></div></li>`)}</ul>
    </section>`;
  }
  waiting(t, e) {
    const s = e ? T(this.home, e) : "";
    return n`<section class="card wide"><h2>${this.t("home.waiting", { name: t })}</h2>
      <p class="say">${this.t(e ? "home.waiting.until" : "home.waiting.linked", { name: t, when: s })}</p></section>`;
  }
}
function us(i) {
  return i.needs_consent ? "home.needs_consent" : i.needs_enrolment ? "home.needs_enrolment" : i.monitoring ? "home.monitored" : "people.paused";
}
$("digitalshadow-people", cs);
$("digitalshadow-home", ps);
function _t(i) {
  const t = i.trim().replace(",", ".");
  return /^\d+(\.\d+)?$/.test(t) ? Number(t) : null;
}
const ms = (i, t) => i.toLocaleString(t, { useGrouping: !1, maximumFractionDigits: 2, numberingSystem: "latn" }), qt = 10, de = "systolic_mmhg", ce = "diastolic_mmhg";
function gs(i) {
  const t = /* @__PURE__ */ new Map(), e = [];
  for (const s of i) {
    const a = s.measure === de || s.measure === ce, r = `${a ? "pressure" : s.measure} ${s.measured_at} ${s.is_typed}`;
    a ? t.has(r) ? t.get(r).values.push(s) : t.set(r, { key: r, values: [s] }) : e.push({ key: r, values: [s] });
  }
  for (const { values: s } of t.values()) s.sort((a, r) => r.measure.localeCompare(a.measure));
  return { pressures: [...t.values()], others: e };
}
class $s extends p {
  static {
    this.properties = {
      ...p.properties,
      listed: { state: !0 },
      changing: { state: !0 },
      deleting: { state: !0 },
      said: { state: !0 },
      shown: { state: !0 }
    };
  }
  static {
    this.styles = [
      b,
      f`
      .dayhead { font-size: 14px; font-weight: 500; color: var(--ds-ink2); padding-block: 16px 2px; }
      li.ask { flex-direction: column; align-items: stretch; background: var(--ds-soft); border-radius: 10px; padding: 12px; border: 0; }
      .inputs { display: flex; flex-wrap: wrap; gap: 8px; }
      .inputs label { flex: 1; min-width: 120px; font-size: 14px; color: var(--ds-ink2); }
    `
    ];
  }
  constructor() {
    super(), this.listed = null, this.changing = "", this.deleting = !1, this.said = "", this.shown = qt;
  }
  firstUpdated() {
    this.fetch();
  }
  fetch() {
    return this.doing(async () => {
      this.listed = await m(this.home.hass, "measurements", this.me.person_id);
    });
  }
  open(t) {
    this.changing = t.key, this.deleting = !1, this.error = "";
  }
  async save(t, e) {
    e.preventDefault();
    const s = new FormData(e.target), a = t.values.map((r) => ({ measure: r.measure, value: _t(String(s.get(r.measure))), unit: r.unit, unit_is_sure: !0 }));
    if (a.some((r) => r.value === null)) {
      this.error = this.t("measure.no_number");
      return;
    }
    await this.changed("measure.corrected", () => m(this.home.hass, "add_measurements", this.me.person_id, { values: a, measured_at: t.values[0].measured_at }));
  }
  delete(t) {
    return this.changed("measure.deleted", async () => {
      for (const { measure: e, measured_at: s } of t.values) await m(this.home.hass, "delete_measurement", this.me.person_id, { measure: e, measured_at: s });
    });
  }
  async changed(t, e) {
    await this.doing(async () => {
      await e();
    }) && (this.changing = "", this.said = this.t(t), await this.fetch());
  }
  render() {
    const { listed: t } = this, { pressures: e, others: s } = gs(t ?? []);
    return n`<div class="hello"><h2>${this.t("measure.values")}</h2><span class="sub">${this.t("measure.values.how")}</span></div>
      <p class="sr" role="status">${this.said}</p>
      ${this.error && !this.changing ? n`<p class="error" role="alert">${this.error}</p>` : l}
      <div class="cols">
        ${t && !t.length ? n`<p class="card">${this.t("measure.none")}</p>` : l}
        ${e.length ? this.card(this.t("measure.title"), e) : l}
        ${s.length ? this.card(this.t(e.length ? "measure.others" : "measure.values"), s) : l}
        ${this.me.can_change ? n`<a class="btn" href="${this.home.prefix}/measure/add"><ha-icon icon="mdi:plus"></ha-icon>${this.t("measure.add")}</a>` : l}
      </div>`;
  }
  card(t, e) {
    const s = e.slice(0, this.shown);
    return n`<section class="card">
      <header><h2>${t}</h2><span class="kind num">${this.t("measure.count", { count: e.length })}</span></header>
      ${se(s, (a) => a.values[0].measured_at).map(([a, r]) => n`<h3 class="dayhead">${ae(this.home, a)}</h3><ul class="rows">${r.map((o) => this.row(o))}</ul>`)}
      ${s.length < e.length ? n`<button class="more" @click=${() => this.shown += 5 * qt}>${this.t("measure.more", { count: e.length - s.length })}</button>` : l}
    </section>`;
  }
  row(t) {
    const [e] = t.values, s = e.measure === de || e.measure === ce, a = t.values.map((h) => W(this.home, h.value)).join(" / "), r = s && t.values.length > 1 ? "" : `${B(this.home, e.measure)}: `, o = n`<div><b class="num">${r}<bdi dir="ltr">${a} ${e.unit}</bdi></b>
      <span class="sub">${vt(this.home, e.measured_at)}, ${this.t(e.is_typed ? "measure.typed" : "measure.sensor")}</span></div>`;
    return !e.is_typed || !this.me.can_change ? n`<li>${nt(e.measure)}${o}</li>` : this.changing !== t.key ? n`<li>${nt(e.measure)}${o}<button class="btn line small" @click=${() => this.open(t)}>${this.t("measure.change")}</button></li>` : this.deleting ? this.asking(t, o) : this.editing(t, o);
  }
  asking(t, e) {
    return n`<li class="ask">${e}<b>${this.t("measure.delete.ask")}</b>
      ${this.error ? n`<p class="error" role="alert">${this.error}</p>` : l}
      <div class="btns"><button class="btn danger small" ?disabled=${this.waits} @click=${() => this.delete(t)}>${this.t("delete")}</button>
        <button class="btn line small" @click=${() => this.changing = ""}>${this.t("keep")}</button></div></li>`;
  }
  editing(t, e) {
    return n`<li class="ask">${e}
      <form class="inputs" @submit=${(s) => this.save(t, s)}>
        ${t.values.map((s) => n`<label>${B(this.home, s.measure)}${s.unit ? `, ${s.unit}` : ""}
          <input class="input" name=${s.measure} inputmode="decimal" autocomplete="off" .value=${ms(s.value, this.locale)} /></label>`)}
        ${this.error ? n`<p class="error" role="alert">${this.error}</p>` : l}
        <div class="btns" style="width:100%;margin:0"><button class="btn small" ?disabled=${this.waits}>${this.t("save")}</button>
          <button class="btn danger small" type="button" @click=${() => this.deleting = !0}>${this.t("delete")}</button>
          <button class="btn line small" type="button" @click=${() => this.changing = ""}>${this.t("cancel")}</button></div>
        <p class="sub">${x(this.home, t.values[0].measured_at)}</p>
      </form></li>`;
  }
}
const fs = [
  [/mmhg/, "mdi:heart-pulse"],
  [/weight/, "mdi:scale-bathroom"],
  [/height/, "mdi:human-male-height"],
  [/steps|activity/, "mdi:walk"],
  [/sleep/, "mdi:sleep"],
  [/points/, "mdi:food-apple-outline"]
], nt = (i) => n`<ha-icon icon=${fs.find(([t]) => t.test(i))?.[1] ?? "mdi:test-tube"}></ha-icon>`;
$("digitalshadow-all-values", $s);
const bs = /_mmhg$/, ws = "perhaps_g_l";
class xs extends p {
  static {
    this.properties = {
      ...p.properties,
      forms: { state: !0 },
      measure: { state: !0 },
      unsure: { state: !0 },
      said: { state: !0 }
    };
  }
  static {
    this.styles = [
      b,
      f`
      .choice { width: 100%; display: flex; align-items: center; gap: 12px; min-height: 56px; padding: 0; }
      .choice b { flex: 1; }
      form { display: grid; gap: 14px; margin-block-start: 12px; }
      label { font-size: 15px; color: var(--ds-ink2); }
      .two { display: grid; grid-template-columns: 1fr auto; gap: 8px; align-items: end; }
    `
    ];
  }
  constructor() {
    super(), this.forms = null, this.measure = "", this.unsure = !1, this.said = "";
  }
  firstUpdated() {
    this.measure = this.home.path[1] ?? "", this.fetch();
  }
  fetch() {
    return this.doing(async () => {
      const t = await m(this.home.hass, "measures", this.me.person_id);
      this.forms = t.filter((e) => !bs.test(e.measure));
    });
  }
  async save(t, e) {
    e.preventDefault();
    const s = new FormData(e.target), a = _t(String(s.get("value")));
    if (a === null) {
      this.error = this.t("measure.no_number");
      return;
    }
    const r = String(s.get("when") ?? "");
    await this.doing(async () => {
      try {
        await m(this.home.hass, "add_measurements", this.me.person_id, {
          values: [{ measure: t.measure, value: a, unit: String(s.get("unit") ?? t.units[0]), unit_is_sure: this.unsure }],
          ...r ? { measured_at: new Date(r).toISOString() } : {}
        });
      } catch (h) {
        throw this.unsure = Ye(h) === ws, h;
      }
    }) && (this.said = this.t("measure.added", { name: B(this.home, t.measure) }), this.measure = "", this.unsure = !1, await this.fetch());
  }
  render() {
    const t = this.forms?.find((e) => e.measure === this.measure);
    return n`<div class="hello"><h2>${this.t("measure.add")}</h2><span class="sub">${this.t("measure.add.how")}</span></div>
      <p class=${this.said ? "say" : "sr"} role="status">${this.said}</p>
      ${t ? this.form(t) : this.choices()}
      <a class="more" href="${this.home.prefix}/measure/values">${this.t("measure.values")}</a>`;
  }
  choices() {
    return n`${this.error ? n`<p class="error" role="alert">${this.error}</p>` : l}
      <section class="card" aria-busy=${this.forms === null && !this.error}><ul class="rows">
        <li><a class="choice" style="color:inherit;text-decoration:none" href="${this.home.prefix}/measure">${nt("systolic_mmhg")}<b>${this.t("measure.title")}</b></a></li>
        ${(this.forms ?? []).map((t) => n`<li><button class="choice" @click=${() => this.choose(t.measure)}>${nt(t.measure)}<b>${B(this.home, t.measure)}</b></button></li>`)}
      </ul></section>`;
  }
  choose(t) {
    this.measure = t, this.said = "", this.error = "", this.unsure = !1;
  }
  form(t) {
    return n`<section class="card"><h2>${B(this.home, t.measure)}</h2>
      <form @submit=${(e) => this.save(t, e)}>
        <div class="two"><label>${this.t("measure.value")}<input class="input large" name="value" inputmode="decimal" autocomplete="off" required /></label>
          ${t.units.length > 1 ? n`<label>${this.t("measure.unit")}<select class="input" name="unit" @change=${() => this.unsure = !1}>${t.units.map((e) => n`<option value=${e}>${e}</option>`)}</select></label>` : n`<span class="sub" style="padding-block-end:20px">${t.units[0]}</span>`}</div>
        <label>${this.t("measure.when")}<input class="input" type="datetime-local" name="when" /></label>
        ${this.error ? n`<p class="error" role="alert">${this.error}</p>` : l}
        <div class="btns" style="margin:0"><button class="btn" ?disabled=${this.waits}>${this.t(this.unsure ? "measure.sure" : "save")}</button>
          <button class="btn line" type="button" @click=${() => this.choose("")}>${this.t("cancel")}</button></div>
      </form></section>`;
  }
}
$("digitalshadow-add-value", xs);
const Ht = { upper: "", lower: "", at: "upper" }, mt = { low: 70, high: 260 }, pe = { low: 30, high: 160 }, ue = 3, D = (i) => i.length === ue || i.length === 2 && Number(i[0]) > 2;
function ys(i, t) {
  const e = i[i.at];
  if (e.length >= ue || e === "" && t === "0") return i;
  const s = { ...i, [i.at]: e + t };
  return i.at === "upper" && D(s.upper) ? { ...s, at: "lower" } : s;
}
function jt(i) {
  const t = i.at === "lower" && i.lower === "" ? "upper" : i.at;
  return { ...i, at: t, [t]: i[t].slice(0, -1) };
}
const vs = (i) => ({ upper: i.lower, lower: i.upper, at: "lower" });
function me({ upper: i, lower: t }) {
  return D(i) && dt(i, mt) && !D(t) ? "upper_range" : !D(i) || !D(t) ? null : Number(t) >= Number(i) ? "swapped" : dt(i, mt) ? "upper_range" : dt(t, pe) ? "lower_range" : null;
}
const ks = (i) => D(i.upper) && D(i.lower) && me(i) === null, dt = (i, t) => Number(i) < t.low || Number(i) > t.high, _s = 60, As = 7;
class Ss extends p {
  constructor() {
    super(), this.onKey = (t) => {
      if (!(t.ctrlKey || t.metaKey || t.altKey || t.defaultPrevented)) {
        if (/^\d$/.test(t.key)) this.type(t.key);
        else if (t.key === "Backspace") this.typed = jt(this.typed);
        else return;
        t.preventDefault();
      }
    }, this.typed = Ht, this.diary = null, this.said = "", this.rest = 0;
  }
  static {
    this.properties = {
      ...p.properties,
      typed: { state: !0 },
      diary: { state: !0 },
      said: { state: !0 },
      rest: { state: !0 }
    };
  }
  static {
    this.styles = [
      b,
      f`
      .hello { padding-block-end: 10px; }
      .week { display: grid; grid-template-columns: auto repeat(7, 1fr); gap: 6px 4px; align-items: center; font-size: 13px; color: var(--ds-ink2); text-align: center; }
      .week .part { text-align: start; padding-inline-end: 8px; }
      .week .c { height: 24px; border-radius: 6px; box-shadow: inset 0 0 0 1.25px var(--ds-ghost); line-height: 24px; }
      .week .on { background: var(--ds-data); color: var(--ds-on-data); box-shadow: none; }
      .week .now { box-shadow: inset 0 0 0 2.5px var(--ds-act); color: var(--ds-ink); }
      .week .now.on { color: var(--ds-on-data); }
      .week .today { color: var(--ds-ink); font-weight: 500; }
      .fields { display: grid; grid-template-columns: 1fr 1fr; gap: 12px; margin-block: 12px; }
      .field { border: 1.5px solid var(--ds-ghost); border-radius: 12px; padding: 8px 12px 6px; background: var(--ds-card); }
      .field span { font-size: 15px; color: var(--ds-ink2); }
      .field b { display: block; font-size: 40px; font-weight: 500; line-height: 1.15; min-height: 46px; }
      .field[aria-pressed="true"] { border: 3px solid var(--ds-act); padding: 6.5px 10.5px 4.5px; }
      .field[aria-pressed="true"] span { color: var(--ds-act); font-weight: 500; }
      .note { display: flex; align-items: center; gap: 8px; min-height: 48px; font-size: 15px; }
      .note span { flex: 1; }
      .pad { display: grid; grid-template-columns: repeat(3, 1fr); gap: 8px; direction: ltr; }
      .pad button { height: 68px; border-radius: 14px; background: var(--ds-card); border: 1px solid var(--ds-line); color: var(--ds-ink); font-size: 28px; display: grid; place-items: center; padding: 0; }
      .pad .go { background: var(--ds-act); color: var(--ds-on-act); font-size: 18px; font-weight: 500; border: 0; text-align: center; }
      .links { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0 16px; padding: 4px 4px 0; }
    `
    ];
  }
  connectedCallback() {
    super.connectedCallback(), window.addEventListener("keydown", this.onKey);
  }
  disconnectedCallback() {
    window.removeEventListener("keydown", this.onKey), clearInterval(this.timer), super.disconnectedCallback();
  }
  firstUpdated() {
    this.fetch();
  }
  fetch() {
    return this.doing(async () => {
      this.diary = await m(this.home.hass, "diary", this.me.person_id);
    });
  }
  type(t) {
    this.typed = ys(this.typed, t), this.said = "";
  }
  async save() {
    const { upper: t, lower: e } = this.typed;
    await this.doing(async () => {
      await m(this.home.hass, "add_measurements", this.me.person_id, {
        values: [
          { measure: "systolic_mmhg", value: Number(t), unit: "mmHg" },
          { measure: "diastolic_mmhg", value: Number(e), unit: "mmHg" }
        ]
      });
    }) && (this.said = this.t("measure.saved", { upper: t, lower: e }), this.typed = Ht, await this.fetch(), this.diary?.taken === 1 && this.wait());
  }
  /** A minute's rest before the second one. */
  wait() {
    clearInterval(this.timer), this.rest = _s, this.timer = setInterval(() => {
      this.rest -= 1, this.rest <= 0 && clearInterval(this.timer);
    }, 1e3);
  }
  render() {
    return n`<div class="hello"><h2>${this.t("measure.title")}</h2><span class="sub">${this.place()}</span></div>
      ${this.diary ? this.week(this.diary) : l}
      <div class="fields num">${this.field("upper")} ${this.field("lower")}</div>
      ${this.note()}
      <div class="pad num">
        ${["1", "2", "3", "4", "5", "6", "7", "8", "9"].map((t) => this.key(t))}
        <button aria-label=${this.t("measure.back")} @click=${() => this.typed = jt(this.typed)}>
          <ha-icon icon="mdi:backspace-outline"></ha-icon>
        </button>
        ${this.key("0")}
        <button class="go" ?disabled=${this.waits || !ks(this.typed)} @click=${this.save}>${this.t("save")}</button>
      </div>
      <p class="links">
        ${["values", "add", "questions"].map((t) => n`<a class="more" href="${this.home.prefix}/measure/${t}">${this.t(`measure.${t}`)}</a>`)}
      </p>`;
  }
  /** Which measurement comes now: "This morning, second of 2. Day 3 of 7". */
  place() {
    const { diary: t } = this;
    if (!t) return this.t("measure.how");
    const e = this.t(`diary.this_${t.part}`), s = t.taken >= t.times_each ? this.t("diary.done") : this.t(t.taken ? "diary.second" : "diary.first");
    return `${e}, ${s}. ${this.t("signal.day", { day: t.day, of: As })}`;
  }
  week(t) {
    const e = t.counts.map((a, r) => {
      const o = /* @__PURE__ */ new Date(`${t.first_day}T12:00:00`);
      return o.setDate(o.getDate() + r), o.toLocaleDateString(this.locale, { weekday: "short" });
    }), s = (a, r) => n`<span class="part">${this.t(`diary.${a}`)}</span>${t.counts.map((o, h) => {
      const d = o[r] >= t.times_each, u = h + 1 === t.day && t.part === a;
      return n`<span class="c ${d ? "on" : ""} ${u ? "now" : ""}">${o[r] ? Math.min(o[r], 9) : ""}</span>`;
    })}`;
    return n`<div class="week num" role="img" aria-label=${this.place()}>
      <span></span>${e.map((a, r) => n`<span class=${r + 1 === t.day ? "today" : ""}>${a}</span>`)}
      ${s("morning", 0)} ${s("evening", 1)}
    </div>`;
  }
  field(t) {
    return n`<button class="field" aria-pressed=${this.typed.at === t} @click=${() => this.typed = { ...this.typed, at: t, [t]: "" }}>
      <span>${this.t(`measure.${t}`)}, mmHg</span><b>${this.typed[t]}</b>
    </button>`;
  }
  key(t) {
    return n`<button @click=${() => this.type(t)}>${t}</button>`;
  }
  note() {
    const t = me(this.typed), e = t === "lower_range" ? pe : mt, s = this.error ? `${this.error} ${this.t("measure.unsaved")}` : t ? this.t(`measure.${t}`, e) : this.said;
    return n`<p class="note ${this.error ? "error" : ""}">
      <span aria-live="polite" role=${t && !this.error ? "alert" : l}>${s || this.hint()}</span>
      ${t === "swapped" && !this.error ? n`<button class="btn soft small" @click=${() => this.typed = vs(this.typed)}>${this.t("measure.swap")}</button>` : l}
      ${this.rest > 0 && !t && !this.error ? n`<b class="num" aria-hidden="true">${this.t("diary.rest", { seconds: this.rest })}</b>` : l}
    </p>`;
  }
  hint() {
    const t = this.diary?.latest;
    return t && this.diary?.taken === 1 ? this.t("diary.after_first", { when: vt(this.home, t) }) : this.t("measure.how");
  }
}
$("digitalshadow-diary", Ss);
const G = { day: 2, month: 2, year: 4 };
function ct(i) {
  const t = new Intl.DateTimeFormat(i, { day: "2-digit", month: "2-digit", year: "numeric", calendar: "gregory", numberingSystem: "latn" }).formatToParts(new Date(2e3, 10, 22)), e = t.map((a) => a.type).filter((a) => a in G), s = t.find((a) => a.type === "literal")?.value.trim() ?? "";
  return { order: e, separator: /^[./-]$/.test(s) ? s : "/" };
}
function Es(i, t) {
  let e = i.replace(/\D/g, "").slice(0, 8);
  const s = [];
  for (const a of t.order) {
    if (!e) break;
    s.push(e.slice(0, G[a])), e = e.slice(G[a]);
  }
  return s.join(t.separator);
}
function Bt(i, t) {
  let e = i.replace(/\D/g, "");
  if (e.length !== 8) return null;
  const s = {};
  for (const o of t.order)
    s[o] = e.slice(0, G[o]), e = e.slice(G[o]);
  const a = `${s.year}-${s.month}-${s.day}`, r = /* @__PURE__ */ new Date(`${a}T12:00:00Z`);
  return !Number.isNaN(r.getTime()) && r.toISOString().startsWith(a) ? a : null;
}
function Cs(i, t) {
  const [e, s, a] = i.split("-"), r = { year: e, month: s, day: a };
  return t.order.map((o) => r[o]).join(t.separator);
}
function Ds(i, t) {
  const [e, s, a] = i.split("-").map(Number), r = t.getMonth() + 1 < s || t.getMonth() + 1 === s && t.getDate() < a;
  return t.getFullYear() - e - (r ? 1 : 0);
}
const z = "";
class Ms extends p {
  constructor() {
    super(), this.again = () => {
      this.finished = !1, this.go(0);
    }, this.take = (t) => {
      this.given = t.target.value;
    }, this.asked = null, this.at = 0, this.given = z, this.finished = !1;
  }
  static {
    this.properties = {
      ...p.properties,
      asked: { state: !0 },
      at: { state: !0 },
      given: { state: !0 },
      finished: { state: !0 }
    };
  }
  static {
    this.styles = [
      b,
      f`
      .top { display: flex; justify-content: space-between; gap: 12px; padding-block-end: 8px; }
      .prog { height: 6px; border-radius: 3px; background: var(--ds-track); overflow: hidden; }
      .prog i { display: block; height: 100%; background: var(--ds-data); }
      h2 { font-size: 24px; font-weight: 400; line-height: 1.3; margin-block: 20px 6px; outline-offset: 4px; }
      fieldset { border: 0; padding: 0; margin: 18px 0; display: grid; gap: 10px; min-width: 0; }
      .opt { display: flex; align-items: center; gap: 12px; min-height: 64px; border: 1.5px solid var(--ds-ghost); border-radius: 14px; padding: 8px 18px; font-size: 18px; background: var(--ds-card); cursor: pointer; }
      .opt:has(input:checked) { border: 3px solid var(--ds-act); padding: 6.5px 16.5px; font-weight: 500; }
      .opt:has(input:focus-visible) { outline: 3px solid var(--ds-act); outline-offset: 2px; }
      .opt input { width: 20px; height: 20px; accent-color: var(--ds-act); flex: none; }
      .typed { display: block; margin-block: 18px 8px; font-size: 15px; color: var(--ds-ink2); }
      .btns .btn:last-child { flex: 1; }
    `
    ];
  }
  firstUpdated() {
    this.doing(async () => {
      this.asked = await m(this.home.hass, "questions", this.me.person_id);
      const t = this.asked.findIndex((s) => s.name === this.home.path[1]), e = this.asked.findIndex((s) => s.answer === null);
      this.go(t >= 0 ? t : Math.max(0, e));
    });
  }
  get question() {
    return this.asked?.[this.at];
  }
  go(t) {
    this.at = t, this.error = "";
    const e = this.question;
    this.given = e ? this.written(e, e.answer ?? e.suggested) : z;
  }
  /** An answer as its field holds it. */
  written(t, e) {
    return e === null ? z : t.kind === "day" ? Cs(String(e), ct(this.locale)) : String(e);
  }
  /** What the field holds as an answer; undefined for what is not whole yet. */
  answerOf(t) {
    return this.given === z ? null : t.kind === "day" ? Bt(this.given, ct(this.locale)) ?? void 0 : t.kind === "number" ? _t(this.given) ?? void 0 : t.kind === "yes_no" ? this.given === "true" : this.given;
  }
  async next(t) {
    t.preventDefault();
    const e = this.question, s = this.answerOf(e);
    if (s === void 0) {
      this.error = this.t("question.not_whole");
      return;
    }
    if (!(s === e.answer || await this.doing(async () => {
      this.asked = await m(this.home.hass, "answer", this.me.person_id, { question: e.name, answer: s });
    }))) return;
    const r = this.asked.findIndex((o) => o.name === e.name) + 1;
    r >= this.asked.length ? this.finished = !0 : this.go(r), await this.updateComplete, this.renderRoot.querySelector("h2")?.focus();
  }
  render() {
    const t = this.question;
    if (!t || !this.asked) return n`<section class="card" aria-busy=${!this.error}>${this.error ? n`<p class="error" role="alert">${this.error}</p>` : n`<h2>${this.t("measure.questions")}</h2>`}</section>`;
    const e = this.asked.filter((s) => s.answer !== null).length;
    return this.finished ? n`<h2 tabindex="-1">${this.t("question.finished")}</h2><p>${this.t("question.finished.known", { known: e, of: this.asked.length })}</p>
        <div class="btns"><button class="btn line" @click=${this.again}>${this.t("question.again")}</button><a class="btn" href="${this.home.prefix}/today">${this.t("page.today")}</a></div>` : n`<p class="top num"><span>${this.t("question.number", { number: this.at + 1, of: this.asked.length })}</span><span class="sub">${this.t("question.stop")}</span></p>
      <div class="prog" role="progressbar" aria-label=${this.t("question.progress")} aria-valuemin="0" aria-valuemax=${this.asked.length} aria-valuenow=${e}><i style="width:${100 * e / this.asked.length}%"></i></div>
      <form @submit=${this.next}>
        <h2 tabindex="-1" id="question">${this.t(`question.${t.name}`)}</h2>
        ${this.home.texts[`question.${t.name}.why`] ? n`<p class="sub" id="why">${this.t(`question.${t.name}.why`)}</p>` : l}
        ${this.field(t)}
        ${this.error ? n`<p class="error" role="alert">${this.error}</p>` : l}
        <div class="btns">
          <button class="btn line" type="button" ?disabled=${this.at === 0} @click=${() => this.go(this.at - 1)}>${this.t("question.back")}</button>
          <button class="btn" ?disabled=${this.waits}>${this.t("question.next")}</button>
        </div>
      </form>`;
  }
  field(t) {
    switch (t.kind) {
      case "day":
        return this.day(t);
      case "number":
        return n`<label class="typed">${this.t("question.years")}<input class="input large" inputmode="numeric" autocomplete="off" aria-describedby="why" .value=${this.given} @input=${this.take} /></label>`;
      case "country":
        return n`<label class="typed">${this.t("question.choose")}<select class="input large" @change=${this.take}>
          <option value="" ?selected=${this.given === z}>${this.t("question.not_said")}</option>
          ${this.countries(t).map(([e, s]) => n`<option value=${e} ?selected=${this.given === e}>${s}</option>`)}</select></label>`;
      default:
        return this.options(t);
    }
  }
  day(t) {
    const e = ct(this.locale), s = Bt(this.given, e), a = (r) => {
      const o = r.target;
      r.inputType?.startsWith("delete") ? this.given = o.value : o.value = this.given = Es(o.value, e);
    };
    return n`<label class="typed">${e.order.map((r) => this.t(`date.${r}`)).join(", ")}
        <input class="input large" inputmode="numeric" autocomplete=${t.name === "birth_date" ? "bday" : "off"} maxlength="10" .value=${this.given} @input=${a} /></label>
      <p class="sub num" aria-live="polite">${s && t.name === "birth_date" ? this.t("question.age", { years: Ds(s, /* @__PURE__ */ new Date()) }) : ""}</p>`;
  }
  options(t) {
    const e = t.kind === "yes_no" ? [["true", this.t("yes")], ["false", this.t("no")]] : t.choices.map((s) => [s, O(this.home, `selector.${t.name}.options`, s)]);
    return n`<fieldset aria-labelledby="question">
      ${[...e, [z, this.t("question.not_said")]].map(([s, a]) => n`<label class="opt"><input type="radio" name="answer" .value=${s} .checked=${this.given === s} @change=${this.take} />${a}</label>`)}
    </fieldset>`;
  }
  countries(t) {
    const e = new Intl.DisplayNames([this.locale], { type: "region" });
    return t.choices.map((s) => [s, e.of(s) ?? s]).sort(([, s], [, a]) => s.localeCompare(a, this.locale));
  }
}
$("digitalshadow-questions", Ms);
class Ts extends p {
  static {
    this.styles = [b];
  }
  render() {
    return n`<div class="narrow">${this.page()}</div>`;
  }
  page() {
    switch (this.home.path[0]) {
      case "values":
        return n`<digitalshadow-all-values .home=${this.home}></digitalshadow-all-values>`;
      case "add":
        return n`<digitalshadow-add-value .home=${this.home}></digitalshadow-add-value>`;
      case "questions":
        return n`<digitalshadow-questions .home=${this.home}></digitalshadow-questions>`;
      default:
        return n`<digitalshadow-diary .home=${this.home}></digitalshadow-diary>`;
    }
  }
}
$("digitalshadow-measure", Ts);
const Wt = [18, 21, 24];
class Os extends p {
  static {
    this.properties = {
      ...p.properties,
      kept: { state: !0 },
      languages: { state: !0 },
      language: { state: !0 },
      size: { state: !0 },
      whole: { state: !0 }
    };
  }
  static {
    this.styles = [
      b,
      f`
      .paper { max-width: 720px; margin-inline: auto; line-height: 1.55; padding: 20px; }
      .tools { max-width: 720px; margin: 0 auto 12px; display: flex; flex-wrap: wrap; gap: 8px; align-items: center; }
      select { min-height: 48px; border-radius: 999px; border: 1.5px solid var(--ds-ghost); background: var(--ds-card); color: var(--ds-ink); padding-inline: 14px; }
    `
    ];
  }
  constructor() {
    super(), this.languages = [], this.language = "", this.size = 0, this.whole = !1;
  }
  firstUpdated() {
    this.doing(async () => {
      this.languages = await this.home.hass.callWS({ type: "digitalshadow/report_languages" }), await this.fetchKept();
    });
  }
  async fetchKept() {
    this.kept = await m(this.home.hass, "report", this.me.person_id), this.language ||= this.kept?.language ?? this.ownLanguage();
  }
  ownLanguage() {
    const t = this.home.hass.language;
    return this.languages.find((e) => e === t) ?? this.languages.find((e) => t.startsWith(e)) ?? "en";
  }
  make(t) {
    return m(this.home.hass, "make_report", this.me.person_id, { language: this.language, format: t });
  }
  anew() {
    return this.doing(async () => {
      await this.make("markdown"), await this.fetchKept();
    });
  }
  fhir() {
    return this.doing(async () => {
      const t = await this.make("fhir");
      oe("heart-health-fhir.json", JSON.stringify(t.report, null, 2), "application/fhir+json");
    });
  }
  /** The page is the server's; in a frame without scripts it prints alone, without Home Assistant around it. */
  print() {
    return this.doing(async () => {
      const t = await this.make("handout"), e = document.createElement("iframe");
      e.setAttribute("sandbox", "allow-same-origin allow-modals"), e.setAttribute("style", "position:fixed;width:0;height:0;border:0"), e.title = this.t("report.handout"), e.addEventListener("load", () => {
        e.contentWindow?.addEventListener("afterprint", () => e.remove()), e.contentWindow?.print();
      }), e.srcdoc = String(t.report), document.body.append(e), await this.fetchKept();
    });
  }
  render() {
    const { kept: t } = this;
    return n`<div class="tools">
        <label><span class="sr">${this.t("report.language")}</span>
          <select @change=${(e) => this.language = e.target.value}>
            ${this.languages.map((e) => n`<option value=${e} lang=${e} ?selected=${e === this.language}>${Ns(e)}</option>`)}
          </select></label>
        <button class="btn" ?disabled=${this.waits} @click=${this.anew}>${this.t("report.new")}</button>
        <button class="btn line" aria-label=${this.t("report.larger")} @click=${() => this.size = (this.size + 1) % Wt.length}>A+</button>
      </div>
      ${this.error ? n`<p class="tools error" role="alert">${this.error}</p>` : l}
      ${this.differs() ? n`<p class="tools sub">${this.t("report.other")}</p>` : l}
      ${t ? this.paper(t) : n`<p class="card paper" aria-busy=${t === void 0}>${t === null ? this.t("report.none") : ""}</p>`}
      <div class="tools" style="margin-block-start:12px">
        <button class="btn soft" ?disabled=${this.waits} @click=${this.print}><ha-icon icon="mdi:printer-outline"></ha-icon>${this.t("report.handout")}</button>
        <button class="btn soft" ?disabled=${this.waits} @click=${this.fhir}><ha-icon icon="mdi:download-outline"></ha-icon>${this.t("report.fhir")}</button>
        <p class="sub">${this.t("report.makes")}</p>
      </div>`;
  }
  differs() {
    return !!(this.kept && this.language && this.kept.language !== this.language);
  }
  paper(t) {
    const e = t.whole_markdown !== t.markdown;
    return n`<article class="card paper" lang=${t.language} dir="auto" style="font-size:${Wt[this.size]}px">
        <ha-markdown .content=${this.whole ? t.whole_markdown : t.markdown}></ha-markdown>
      </article>
      <p class="tools sub">
        <span>${this.t("report.made", { when: T(this.home, t.made_at) })}
        <bdi>${t.model}</bdi>: ${this.t(t.model_kind === "demonstration" ? "demo.model" : "signal.model")}</span>
        ${e && !this.whole ? n`<button class="btn line small" @click=${() => this.whole = !0}>${this.t("report.whole")}</button>` : l}
      </p>`;
  }
}
function Ns(i) {
  return new Intl.DisplayNames([i], { type: "language" }).of(i) ?? i;
}
$("digitalshadow-report", Os);
const zs = 270, L = 30, q = 8, Ls = 28, X = 30, tt = 864e5, Ft = 340, Ps = 48, gt = 50, k = (i) => Date.parse(`${i}T12:00:00Z`);
function H(i) {
  const t = i.lines.flatMap((e) => [...e.points.map((s) => s.highest), ...e.bands.map((s) => s.high)]);
  return Math.max(0, ...t) <= gt ? gt : 100;
}
function Us(i, t) {
  const e = t === "week" ? 7.5 : 31.5, s = [];
  return i.forEach((a, r) => {
    const o = i[r - 1];
    o && (k(a.first_day) - k(o.first_day)) / tt <= e ? s.at(-1).push(a) : s.push([a]);
  }), s;
}
class Rs extends S {
  constructor() {
    super(), this.observer = null, this.width = Ft, this.plain = !1;
  }
  static {
    this.properties = {
      chart: { attribute: !1 },
      locale: { attribute: !1 },
      sentence: { attribute: !1 },
      words: { attribute: !1 },
      plain: { type: Boolean },
      width: { state: !0 }
    };
  }
  static {
    this.styles = f`
    :host { display: block; }
    svg { display: block; direction: ltr; }
    text { font-family: inherit; font-size: 13px; fill: var(--ds-ink2); }
    .ink { fill: var(--ds-ink); }
  `;
  }
  connectedCallback() {
    super.connectedCallback(), this.observer = new ResizeObserver(([t]) => {
      this.width = Math.max(240, Math.round(t?.contentRect.width ?? Ft));
    }), this.observer.observe(this);
  }
  disconnectedCallback() {
    this.observer?.disconnect(), super.disconnectedCallback();
  }
  get height() {
    return this.plain ? 150 : zs;
  }
  get above() {
    return this.plain ? 10 : X;
  }
  x(t) {
    const e = k(this.chart.first_day), s = Math.max(k(this.chart.today), e + 7 * tt), a = Math.min(Math.max(typeof t == "number" ? t : k(t), e), s);
    return L + (this.width - L - q) * (a - e) / (s - e);
  }
  y(t) {
    return this.above + (this.height - this.above - Ls) * (1 - Math.min(t, H(this.chart)) / H(this.chart));
  }
  render() {
    return n`<svg width="100%" height=${this.height} viewBox="0 0 ${this.width} ${this.height}" role="img" aria-label=${this.sentence}>
      ${this.grid()} ${this.chart.lines.map((t) => t.bands.map((e) => this.band(e)))} ${this.gaps()} ${this.plain ? l : this.flags()}
      ${this.chart.lines.map((t) => this.line(t.points))} ${this.months()}
    </svg>`;
  }
  grid() {
    const t = H(this.chart) === gt && !this.plain ? 10 : H(this.chart) / (this.plain ? 2 : 4);
    return Array.from({ length: H(this.chart) / t + 1 }, (s, a) => a * t).map(
      (s) => v`<line x1=${L} x2=${this.width - q} y1=${this.y(s)} y2=${this.y(s)} stroke="var(--ds-line)"></line>
        <text x=${L - 6} y=${this.y(s) + 4} text-anchor="end">${s}</text>`
    );
  }
  band(t) {
    const [e, s] = [this.x(t.first_day) - 3, this.x(t.last_day) + 3], [a, r] = [this.y(t.high), this.y(t.low)];
    return v`<rect x=${e} width=${s - e} y=${a} height=${Math.max(2, r - a)} rx="3" fill="var(--ds-band)"></rect>
      ${this.plain ? l : v`<text class="ink" x=${Math.min(e + 2, this.width - q - 60)} y=${a - 6}>${this.words.range(Math.round(t.low), Math.round(t.high))}</text>`}`;
  }
  gaps() {
    const t = this.y(0) - 7;
    return this.chart.gaps.map((e) => {
      const [s, a] = [this.x(e.first_day), this.x(e.last_day)], r = Math.min(Math.max((s + a) / 2, L + 34), this.width - q - 34);
      return v`<line x1=${s} x2=${a} y1=${t} y2=${t} stroke="var(--ds-ghost)" stroke-dasharray="1 4" stroke-width="2" stroke-linecap="round"></line>
        ${this.plain ? l : v`<text x=${r} y=${t - 7} text-anchor="middle">${this.words.reason(e.reason)}</text>`}`;
    });
  }
  flags() {
    return this.chart.changes.map((t, e) => {
      const s = this.x(t.on);
      return v`<line x1=${s} x2=${s} y1=${X - 6} y2=${this.y(0)} stroke="var(--ds-ink2)" stroke-dasharray="4 3"></line>
        <circle cx=${s} cy=${X - 15} r="10" fill="var(--ds-card)" stroke="var(--ds-ink2)" stroke-width="1.25"></circle>
        <text class="ink" x=${s} y=${X - 10.5} text-anchor="middle">${e + 1}</text>`;
    });
  }
  line(t) {
    const e = (this.chart.step === "week" ? 3.5 : 15) * tt, s = (r) => this.x(Math.min(k(r.first_day) + e, k(this.chart.today))), a = Us(t, this.chart.step).map((r) => r.map((o, h) => `${h ? "L" : "M"}${s(o).toFixed(1)} ${this.y(o.level).toFixed(1)}`).join(""));
    return v`<path d=${a.join("")} fill="none" stroke="var(--ds-data)" stroke-width="2"></path>
      ${t.map((r) => v`<line x1=${s(r)} x2=${s(r)} y1=${this.y(r.highest)} y2=${this.y(r.lowest)} stroke="var(--ds-data)" stroke-opacity=".55" stroke-width="2"></line>
        <circle cx=${s(r)} cy=${this.y(r.level)} r=${this.plain ? 3.5 : 4} fill="var(--ds-data)" stroke="var(--ds-card)" stroke-width="1.5"></circle>`)}`;
  }
  /** Names of months where there is room for them; of a long time, years. */
  months() {
    const t = new Date(k(this.chart.first_day)), s = (k(this.chart.today) - t.getTime()) / tt > 500, a = s ? { year: "numeric", timeZone: "UTC" } : { month: "short", timeZone: "UTC" }, r = [];
    let o = L;
    for (let h = new Date(Date.UTC(t.getUTCFullYear(), t.getUTCMonth(), 1, 12)); h.getTime() <= k(this.chart.today); h.setUTCMonth(h.getUTCMonth() + 1)) {
      const d = this.x(h.getTime());
      s && h.getUTCMonth() !== 0 || h < t || d < o || d > this.width - q - 12 || (r.push(v`<text x=${d} y=${this.height - 8} text-anchor="start">${h.toLocaleDateString(this.locale, a)}</text>`), o = d + Ps);
    }
    return r;
  }
}
$("digitalshadow-chart", Rs);
function Is(i, t) {
  const e = (o, h = {}) => w(i.texts, o, h), s = t.contradictions ?? [], a = t.risk_percent === null ? t.missing_inputs : [], r = t.risk_percent !== null && !s.length;
  return n`<section class="card">
    <header>
      <h2>${e("risk.title", { years: t.horizon_years ?? 10 })}</h2>
      ${r ? n`<span class="kind"><ha-icon icon="mdi:check-circle-outline"></ha-icon>${e("risk.kind")}</span>` : a.length ? n`<span class="kind num"><ha-icon icon="mdi:clock-outline"></ha-icon>${e(a.length === 1 ? "risk.to_go_one" : "risk.to_go", { count: a.length })}</span>` : l}
    </header>
    ${s.length ? Hs(i, e, t) : r ? qs(i, e, t) : js(i, e, t)}
    <p class="src">
      <ha-icon icon="mdi:clipboard-pulse-outline"></ha-icon>
      <span>${a.length ? n`${e("risk.will_be")} ` : l}<bdi>${t.equation}</bdi>, ${t.year}. ${r ? e("risk.source") : l}</span>
    </p>
  </section>`;
}
function qs(i, t, e) {
  const s = at(e.risk_percent ?? 0), a = e.horizon_years ?? 10, r = s ? String(s) : t("risk.fewer"), o = e.outcome ? Ie(i, e.outcome) : t("risk.outcome"), h = t("risk.sentence", { count: r, not: 100 - s, years: a });
  return n`<p class="big num"><strong>${r}</strong> <span>${t("risk.of", { years: a })}</span></p>
    <div class="people" role="img" aria-label=${h}>${kt(s, 100)}</div>
    <p class="key num"><span>${ut(!0)}<b>${o}: ${r}</b></span> <span>${ut(!1)}${t("risk.not", { not: 100 - s })}</span></p>
    <p class="say">${h}</p>`;
}
function Hs(i, t, e) {
  return n`<p class="lead">${t("risk.contradiction")}</p>
    <ul class="rows">
      ${e.contradictions.map(
    (s) => n`<li><ha-icon icon="mdi:stethoscope"></ha-icon><div><b>${t("risk.contradiction.both", { answer: st(i, s.answer), measured: lt(i, s.measured.map((a) => st(i, a))) })}</b></div></li>`
  )}
    </ul>
    <p class="say">${t("risk.contradiction.doctor")}</p>`;
}
function js(i, t, e) {
  return e.missing_inputs.length ? n`<p class="lead">${t("risk.incomplete")}</p>
    <ul class="rows">
      ${e.missing_inputs.map((s) => {
    const a = ne(s, i);
    return n`<li><ha-icon icon=${a.includes("questions") ? "mdi:comment-question-outline" : "mdi:test-tube"}></ha-icon><div><b>${st(i, s)}</b></div>
          <a class="btn soft small" href="${i.prefix}/${a}" aria-label="${t(a.includes("questions") ? "risk.answer" : "due.enter")}: ${st(i, s)}">${t(a.includes("questions") ? "risk.answer" : "due.enter")}</a></li>`;
  })}
    </ul>` : n`<p class="lead">${t("risk.none")}</p>${e.reason ? n`<p class="say">${Re(i, e.reason)}.</p>` : l}`;
}
const F = 14, Bs = 30, Ws = 864e5;
function Fs(i, t, e, s = l) {
  const a = (h, d = {}) => w(i.texts, h, d), r = t.trend ?? t.reading, o = r?.model_kind === "demonstration";
  return n`<section class=${o ? "card demo" : "card"}>
    ${o ? n`<p class="strip"><ha-icon icon="mdi:sticker-outline"></ha-icon><span><b>${a("demo.word")}</b> ${a("demo.not")}</span></p>` : l}
    <header>
      <h2>${a(o ? "demo.title" : "signal.title")}</h2>
      ${r ? n`<span class="kind"><ha-icon icon=${o ? "mdi:sticker-outline" : "mdi:flask-outline"}></ha-icon>${a(o ? "demo.kind" : "signal.kind")}</span>` : l}
    </header>
    ${t.monitoring ? l : Ys(i, a, t, e)}
    ${t.trend && t.reading ? Ks(i, a, t.trend, t.reading.ended_at, o) : t.monitoring ? n`<p class="say">${a("signal.unseen")}</p>` : l}
    ${r ? n`<p class="src"><ha-icon icon="mdi:face-recognition"></ha-icon><span><bdi>${r.model}</bdi>. ${a(o ? "demo.model" : "signal.model")} ${t.trend?.current_level != null && !o ? a("signal.mean", { days: t.trend.recent_days ?? 0 }) : l}</span></p>` : l}
    ${s} ${Zs(i, a, t)}
  </section>`;
}
function Ys(i, t, e, s) {
  return n`<div class="paused"><p>${t("signal.paused")}</p>
    ${e.can_change ? n`<button class="btn soft small" ?disabled=${!i.hass.connected} @click=${s}>${t("signal.go_on")}</button>` : l}</div>`;
}
function Ks(i, t, e, s, a) {
  if (e.state === "calibrating") return Vs(t, e, a);
  const { current_level: r, baseline_level: o, detectable_change: h } = e;
  if (o == null || h == null) return n`<p class="say">${t("signal.old", { day: x(i, s) })}</p>`;
  const [d, u] = [Math.max(0, o - h), Math.min(100, o + h)], g = t("range", { low: Math.round(d), high: Math.round(u) }), c = r == null ? t("signal.old", { day: x(i, s) }) : t(`signal.${e.state}`), y = `${r == null ? "" : `${Math.round(r)} `}${c}. ${t("signal.range", { range: g })}`;
  return n`<p class="lead num">${r == null ? l : n`<span class="val">${W(i, Math.round(r))}</span> `}${c}</p>
    <div class="bar num" role="img" aria-label=${y}>
      <span class="band" style="inset-inline:${d}% ${100 - u}%"></span>
      <span class="tick" style="inset-inline-start:${d}%"></span>
      <span class="tick" style="inset-inline-start:${u}%"></span>
      <span class="lab" style="inset-inline-start:${Math.min(Math.max((d + u) / 2, 10), 90)}%">${g}</span>
      ${r == null ? l : n`<span class="dot" style="inset-inline-start:${r}%"></span>`}
    </div>
    <p class="ends num"><span>0</span><span>${t(a ? "demo.answers" : "signal.chance")}</span><span>100</span></p>
    ${a ? l : n`${Gs(i, t, e)}`}`;
}
function Vs(i, t, e) {
  const s = Math.min(t.baseline_days ?? 0, F), a = i("signal.day", { day: s, of: F });
  return n`<p class="lead num"><span class="val">${a}</span></p>
    <div class="days" role="img" aria-label=${a}>
      ${Array.from({ length: F }, (r, o) => n`<i class=${o < s ? "on" : ""}></i>`)}
    </div>
    ${e ? n`<div class="bar num" role="img" aria-label=${i("demo.bar")}>
            <span class="lab" style="inset-inline-start:16%">${i("demo.without")}</span><span class="lab" style="inset-inline-start:84%">${i("demo.with")}</span>
            <span class="mark" style="inset-inline-start:8%"></span><span class="mark" style="inset-inline-start:92%"></span>
          </div>
          <p class="ends num"><span>0</span><span>100</span></p>
          <p class="say">${i("demo.answers")} ${i("demo.same_days")}</p>` : n`<p class="say">${i("signal.learning")}</p>`}`;
}
function Gs(i, t, e) {
  const s = e.new_level_since;
  if (s && Date.now() - Date.parse(s) < (Bs + 90) * Ws)
    return n`<p class="say">${t("trend.new_level", { day: x(i, s) })}.</p>`;
  if (e.state !== "rising" && e.state !== "falling") return l;
  const a = (e.cameras ?? 1) > 1, r = e.since ? t(a ? "signal.since_cameras" : "signal.since_camera", { day: x(i, e.since), count: e.cameras ?? 1 }) : "";
  return n`<p class="say">${r} ${t("signal.other_reasons")} ${a && e.state === "rising" ? t("signal.measure") : l}</p>`;
}
function Zs(i, t, e) {
  const s = it(e);
  return s ? n`<p class="seen"><ha-icon icon="mdi:eye-outline"></ha-icon><span>${t("seen", { when: T(i, s) })}</span>
    <a class="more" href="${i.prefix}/trend">${t("seen.not_me")}</a></p>` : l;
}
function Js(i, t) {
  const e = (h, d = {}) => w(i.texts, h, d), s = t.steps ?? [];
  if (!s.length) return l;
  const a = at(t.risk_percent ?? 0), r = !t.contradictions?.length && s.some((h) => $t(h.risk_percent, a) !== null), o = r ? $t(t.risk_together_percent ?? null, a) : null;
  return n`<section class="card wide">
    <header><h2>${e(r ? "steps.title" : "steps.title.plain")}</h2></header>
    <ol class="steps num">
      ${s.map((h, d) => n`<li><span class="n">${d + 1}</span><div><b>${Qs(i, h, t)}</b>${r ? Xs(e, h, a) : l}</div></li>`)}
    </ol>
    <p class="sum num">${o === null ? l : n`<b>${e("steps.together", { then: o || e("risk.fewer"), before: a })}</b> `}${e("steps.promise")}</p>
    ${r ? n`<p class="src"><ha-icon icon="mdi:clipboard-pulse-outline"></ha-icon><span>${e("steps.source", { equation: t.equation })}</span></p>` : l}
  </section>`;
}
function $t(i, t) {
  return i !== null && at(i) < t ? at(i) : null;
}
function Xs(i, t, e) {
  const s = $t(t.risk_percent, e);
  return s === null ? l : n`<div class="few" aria-hidden="true">${kt(s, e)}</div>
    <p class="sub">${i("steps.instead", { then: s || i("risk.fewer"), before: e })}</p>`;
}
function Qs(i, t, e) {
  return t.change === "cholesterol_1_lower" ? w(i.texts, e.cholesterol_unit === "mg/dL" ? "step.cholesterol_mg_dl" : "step.cholesterol_mmol_l") : t.change === "pressure_130" ? w(i.texts, "step.pressure_130", { now: e.systolic_mmhg ?? "" }) : t.change === "pressure_10_lower" ? w(i.texts, "step.pressure_10_lower") : w(i.texts, `step.${t.advice}`);
}
const ge = 864e5, ti = 14, ei = "(min-width: 1080px)", si = 56;
function ii(i) {
  const t = new Date(Date.parse(i.today) - si * ge).toISOString().slice(0, 10), e = i.lines.map((s) => ({ ...s, points: s.points.filter((a) => a.first_day >= t), bands: s.bands.filter((a) => a.last_day >= t) }));
  return { ...i, first_day: t > i.first_day ? t : i.first_day, lines: e, gaps: i.gaps.filter((s) => s.last_day >= t) };
}
const ai = (i) => i < 12 ? "hello.morning" : i < 18 ? "hello.day" : "hello.evening", ni = (i) => i.day > 1 || i.taken > 0;
class ri extends p {
  constructor() {
    super(), this.known = "", this.goOn = () => {
      this.doing(async () => {
        await m(this.home.hass, "set_switch", this.me.person_id, { switch: "monitoring", on: !0 });
      });
    }, this.diary = null, this.chart = null;
  }
  static {
    this.properties = { ...p.properties, diary: { state: !0 }, chart: { state: !0 } };
  }
  static {
    this.styles = [
      b,
      f`
      .urgent { background: var(--ds-urg-soft); border: 2px solid var(--ds-urg-line); color: var(--ds-urg); }
      .urgent h2 { display: flex; gap: 10px; align-items: center; font-size: 20px; }
      .urgent ol { margin-block: 12px; display: grid; gap: 10px; list-style: decimal; padding-inline-start: 22px; }
      .urgent .btn { background: var(--ds-urg); color: var(--ds-urg-soft); }
      .urgent .btn.line { background: none; border-color: currentColor; color: inherit; }
      .due { display: flex; gap: 12px; align-items: center; }
      .due > div { flex: 1; min-width: 0; }
      .due b { font-weight: 500; display: block; line-height: 1.3; }
      .ico { width: 40px; height: 40px; border-radius: 50%; display: grid; place-items: center; background: var(--ds-act-soft); color: var(--ds-act); flex: none; }
      .big { display: flex; flex-wrap: wrap; align-items: baseline; gap: 8px; margin-block: 6px 2px; }
      .big strong { font-size: 48px; font-weight: 500; line-height: 1; }
      .big span { font-size: 20px; line-height: 1.3; }
      .people { display: grid; grid-template-columns: repeat(20, 1fr); gap: 5px 3px; margin-block: 14px 12px; max-width: 440px; }
      .people svg, .few svg { width: 100%; height: auto; display: block; overflow: visible; }
      .p1 { fill: var(--ds-data); }
      .p0 { fill: none; stroke: var(--ds-ghost); }
      .key { display: flex; gap: 4px 18px; flex-wrap: wrap; font-size: 15px; }
      .key span { display: inline-flex; align-items: center; gap: 6px; }
      .key svg { width: 11px; height: 18px; flex: none; overflow: visible; }
      .key b, .sum b, .steps b { font-weight: 500; }
      .steps li { display: grid; grid-template-columns: 28px 1fr; gap: 12px; padding-block: 14px; border-block-end: 1px solid var(--ds-line); }
      .steps li:last-child { border: 0; padding-block-end: 4px; }
      .steps .n { width: 28px; height: 28px; border-radius: 50%; background: var(--ds-soft); display: grid; place-items: center; font-weight: 500; font-size: 15px; }
      .few { display: flex; flex-wrap: wrap; gap: 5px; margin-block: 8px 4px; }
      .few svg { width: 13px; }
      .sum { background: var(--ds-soft); border-radius: 8px; padding: 12px; margin-block-start: 8px; }
      .paused { display: flex; flex-wrap: wrap; gap: 8px 12px; align-items: center; margin-block-start: 8px; }
      .paused p { flex: 1; min-width: 200px; }
      .mini { display: none; margin-block: 14px; }
      @media (min-width: 1080px) {
        .mini { display: block; }
        .cols.two { align-items: stretch; }
        .card:has(> .seen) { display: flex; flex-direction: column; }
        .card > .seen { margin-block-start: auto; }
        .steps { display: grid; grid-template-columns: repeat(3, 1fr); gap: 20px; margin-block-start: 4px; }
        .steps li { border: 0; padding-block: 10px 0; }
      }
      .val { font-weight: 500; font-size: 32px; line-height: 1; }
      .bar { position: relative; height: 14px; margin-block: 36px 8px; border-radius: 7px; background: var(--ds-track); }
      .bar span { position: absolute; }
      .bar .band { inset-block: 0; background: var(--ds-data); opacity: 0.38; border-radius: 3px; }
      .bar .tick { inset-block: -4px; width: 2px; margin-inline-start: -1px; background: var(--ds-data); }
      .bar .dot { inset-block-start: 50%; width: 22px; height: 22px; margin: -11px; border-radius: 50%; background: var(--ds-data); border: 3px solid var(--ds-card); box-shadow: 0 0 0 1.5px var(--ds-data); }
      .bar .mark { inset-block-start: 50%; width: 10px; height: 10px; margin: -5px; border-radius: 50%; background: var(--ds-card); border: 2px solid var(--ds-data); }
      .bar .lab { inset-block-end: 23px; line-height: 1.2; transform: translateX(-50%); font-size: 13px; white-space: nowrap; }
      .bar .lab:dir(rtl) { transform: translateX(50%); }
      .demo .bar { background: repeating-linear-gradient(135deg, var(--ds-demo-hatch) 0 5px, transparent 5px 10px), var(--ds-demo-soft); box-shadow: inset 0 0 0 1px var(--ds-demo-line); }
      .ends { display: flex; justify-content: space-between; gap: 12px; font-size: 13px; color: var(--ds-ink2); text-align: center; }
      .days { display: grid; grid-template-columns: repeat(14, 1fr); gap: 4px; margin-block: 12px 8px; }
      .days i { height: 10px; border-radius: 5px; box-shadow: inset 0 0 0 1.25px var(--ds-ghost); }
      .days i.on { background: var(--ds-data); box-shadow: none; }
      .seen { display: flex; align-items: center; gap: 8px; margin: 14px -16px -16px; padding: 4px 16px; border-block-start: 1px solid var(--ds-line); min-height: 52px; font-size: 15px; }
      .seen span { flex: 1; }
      .seen ha-icon { color: var(--ds-ink2); --mdc-icon-size: 20px; }
    `
    ];
  }
  /** What was measured in between changes what is due. */
  updated() {
    const t = JSON.stringify([this.me.next_input_due, this.me.clinical, this.me.urgent]);
    t !== this.known && (this.known = t, this.doing(async () => {
      this.diary = await m(this.home.hass, "diary", this.me.person_id), matchMedia(ei).matches && (this.chart = await m(this.home.hass, "trend", this.me.person_id));
    }));
  }
  render() {
    const t = this.me;
    return n`<div class="hello">
        <h2>${this.t(ai((/* @__PURE__ */ new Date()).getHours()))} <bdi>${t.name}</bdi></h2>
        <span class="sub">${(/* @__PURE__ */ new Date()).toLocaleDateString(this.locale, { weekday: "long", day: "numeric", month: "long" })}</span>
      </div>
      <div class="cols two">
        ${t.urgent ? this.urgent(t.urgent) : l} ${this.due()}
        ${t.needs_consent || t.needs_enrolment ? n`<p class="card wide">${this.t(t.needs_consent ? "needs.consent" : "needs.enrolment")}</p>` : l}
        ${t.urgent ? n`<section class="card wide"><h2>${this.t("hidden.title")}</h2><p class="say">${this.t("hidden.why")}</p></section>` : n`${t.clinical ? Is(this.home, t.clinical) : l} ${Fs(this.home, t, this.goOn, this.mini())}
              ${t.clinical ? Js(this.home, t.clinical) : l}`}
      </div>`;
  }
  /** The last weeks, where there is room beside the risk. */
  mini() {
    const { chart: t } = this;
    return !t?.lines.length || this.me.trend?.model_kind !== "livecad" ? l : n`<digitalshadow-chart class="mini" plain aria-hidden="true" .chart=${ii(t)} .locale=${this.locale}></digitalshadow-chart>`;
  }
  urgent(t) {
    const e = this.home.view.emergency_numbers, s = `${t.systolic_mmhg ?? "–"} / ${t.diastolic_mmhg ?? "–"}`;
    return n`<section class="card urgent wide" role="alert">
      <h2><ha-icon icon="mdi:alert"></ha-icon><span>${this.t("urgent.title")} <bdi dir="ltr">${s}</bdi></span></h2>
      <p class="say">${this.t("urgent.measured", { when: T(this.home, t.measured_at) })}</p>
      <ol lang=${t.language}>${t.text.map((a) => n`<li>${a}</li>`)}</ol>
      <div class="btns">
        ${e.map((a) => n`<a class="btn" href="tel:${a}"><ha-icon icon="mdi:phone"></ha-icon>${this.t("call", { number: a })}</a>`)}
        <a class="btn line" href="${this.home.prefix}/measure">${this.t("urgent.again")}</a>
      </div>
    </section>`;
  }
  /** What should be measured or answered now: a diary that goes on comes first. */
  due() {
    const { diary: t } = this;
    if (t && ni(t)) {
      const a = t.times_each - t.taken, r = a > 0 ? this.t(`diary.this_${t.part}`) : this.t("diary.this_is_done");
      return this.dueCard(
        this.t(a === 1 ? "due.pressure_once" : "due.pressure"),
        `${r}. ${this.t("signal.day", { day: t.day, of: t.counts.length })}`,
        a > 0 ? "measure" : null
      );
    }
    const e = this.me.next_input_due, s = e ? ((/* @__PURE__ */ new Date(`${e.on}T23:59:59`)).getTime() - Date.now()) / ge : 1 / 0;
    return !e || s > ti ? l : this.dueCard(ie(this.home, e.input), this.t(s < 0 ? "due.since" : "due.on", { day: x(this.home, e.on) }), ne(e.input, this.home));
  }
  dueCard(t, e, s) {
    return n`<section class="card due wide">
      <span class="ico"><ha-icon icon="mdi:heart-pulse"></ha-icon></span>
      <div><b>${t}</b><span class="sub">${e}</span></div>
      ${s && this.me.can_change ? n`<a class="btn small" href="${this.home.prefix}/${s}">${this.t("due.enter")}</a>` : l}
    </section>`;
  }
}
$("digitalshadow-today", ri);
const Yt = 14, oi = 864e5;
class li extends p {
  static {
    this.properties = {
      ...p.properties,
      listed: { state: !0 },
      more: { state: !0 },
      asked: { state: !0 },
      said: { state: !0 }
    };
  }
  static {
    this.styles = [
      b,
      f`
      .dayhead { font-size: 14px; font-weight: 500; color: var(--ds-ink2); padding-block: 16px 2px; }
      .gone b { text-decoration: line-through; text-decoration-thickness: 1.5px; color: var(--ds-ink2); }
      li.ask { flex-direction: column; align-items: stretch; background: var(--ds-soft); border-radius: 10px; padding: 12px; border: 0; }
      li.ask .btns { margin: 0; }
      .btn ha-icon { color: inherit; --mdc-icon-size: 18px; }
    `
    ];
  }
  constructor() {
    super(), this.listed = null, this.more = !1, this.asked = "", this.said = "";
  }
  updated() {
    const t = this.me.reading?.ended_at ?? null;
    t !== this.shown && (this.shown = t, this.fetch());
  }
  fetch(t) {
    return this.doing(async () => {
      const e = await m(this.home.hass, "visits", this.me.person_id, t ? { before: t } : {});
      this.listed = [...t ? this.listed ?? [] : [], ...e.visits], this.more = e.more;
    });
  }
  async count(t, e) {
    const s = await this.doing(async () => {
      await m(this.home.hass, "count_visit", this.me.person_id, { visit_id: t.visit_id, counts: e });
    });
    this.asked = "", s && (this.said = this.t(e ? "visit.is_back" : "visit.is_gone"), this.listed = (this.listed ?? []).map((a) => a === t ? { ...a, taken_back: !e, taken_back_by_me: !e } : a), this.dispatchEvent(new Event("changed")));
  }
  render() {
    const { listed: t } = this;
    return n`<section class="card" aria-busy=${t === null && !this.error}>
      <header><h2>${this.t("visits.title")}</h2>${this.counted()}</header>
      <p class="sub">${this.t("visits.how")}</p>
      <p class="sr" role="status">${this.said}</p>
      ${this.error ? n`<p class="error" role="alert">${this.error}</p>` : l}
      ${t && !t.length ? n`<p class="say">${this.t("visits.none")}</p>` : l}
      ${se(t ?? [], (e) => e.started_at).map(([e, s]) => n`<h3 class="dayhead">${ae(this.home, e)}</h3><ul class="rows">${s.map((a) => this.row(a))}</ul>`)}
      ${this.more ? n`<button class="more" ?disabled=${this.waits} @click=${() => this.fetch(t?.at(-1)?.started_at)}>${this.t("visits.older")}</button>` : l}
    </section>`;
  }
  counted() {
    const t = Date.now() - Yt * oi, e = this.listed ?? [];
    if (!e.length || this.more && Date.parse(e.at(-1).started_at) > t) return l;
    const s = e.filter((a) => Date.parse(a.started_at) > t && a.visit_id && !a.taken_back).length;
    return n`<span class="sub num">${this.t("visits.count", { count: s, days: Yt })}</span>`;
  }
  row(t) {
    const e = t.cameras.length ? lt(this.home, t.cameras) : this.t("change.removed"), s = vt(this.home, t.started_at);
    if (t.why_not)
      return n`<li><ha-icon icon="mdi:eye-off-outline"></ha-icon><div><b class="num">${s}</b><span class="sub"><bdi>${e}</bdi>. ${this.t(`why.${t.why_not}`)}</span></div></li>`;
    if (this.asked === t.visit_id)
      return n`<li class="ask"><div><b>${this.t("visit.ask", { when: s, where: e })}</b><span class="sub">${this.t("visit.ask.what")}</span></div>
        <div class="btns"><button class="btn small" ?disabled=${this.waits} @click=${() => this.count(t, !1)}>${this.t("visit.take_back")}</button>
        <button class="btn line small" @click=${() => this.asked = ""}>${this.t("keep")}</button></div></li>`;
    const a = t.taken_back ? this.t(t.taken_back_by_me ? "visit.gone_by_you" : "visit.gone") : this.t("visit.frames", { count: t.frames });
    return n`<li class=${t.taken_back ? "gone" : ""}><ha-icon icon="mdi:cctv"></ha-icon><div><b class="num">${s}</b><span class="sub"><bdi>${e}</bdi>. ${a}</span></div>
      ${this.me.can_change ? this.button(t) : l}</li>`;
  }
  button(t) {
    return t.taken_back ? n`<button class="btn soft small" ?disabled=${this.waits} @click=${() => this.count(t, !0)}><ha-icon icon="mdi:redo"></ha-icon>${this.t("visit.put_back")}</button>` : n`<button class="btn line small" @click=${() => this.asked = t.visit_id ?? ""}>${this.t("visit.not_me")}</button>`;
  }
}
$("digitalshadow-visits", li);
const Kt = ["half_year", "year", "all"];
class hi extends p {
  constructor() {
    super(), this.shown = "", this.chart = null, this.span = Kt[0];
  }
  static {
    this.properties = { ...p.properties, chart: { state: !0 }, span: { state: !0 } };
  }
  static {
    this.styles = [
      b,
      f`
      .seg { margin-block: 12px 4px; }
      digitalshadow-chart { margin-inline: -6px; }
      .marks { display: grid; gap: 8px; margin-block-start: 8px; font-size: 15px; }
      .marks li { display: grid; grid-template-columns: 24px 1fr; gap: 8px; }
      .flag { width: 22px; height: 22px; border-radius: 50%; border: 1.25px solid var(--ds-ink2); display: grid; place-items: center; font-size: 13px; }
      .band { width: 20px; height: 14px; margin: 3px 2px; border-radius: 3px; background: var(--ds-band); }
      summary { cursor: pointer; }
      .scroll { overflow-x: auto; }
      table { width: 100%; border-collapse: collapse; font-size: 15px; }
      th, td { padding: 8px 8px 8px 0; text-align: start; font-weight: 400; border-block-end: 1px solid var(--ds-line); }
    `
    ];
  }
  /** A new visit moves the line, so it is asked for again. */
  updated() {
    const t = `${this.span} ${this.me.reading?.ended_at ?? ""}`;
    t !== this.shown && (this.shown = t, this.fetch());
  }
  fetch() {
    return this.doing(async () => {
      this.chart = await m(this.home.hass, "trend", this.me.person_id, { span: this.span });
    });
  }
  render() {
    return n`<div class="cols two">
      ${this.me.urgent ? n`<section class="card"><h2>${this.t("signal.hidden")}</h2><p class="say">${this.t("hidden.why")}</p></section>` : this.card()}
      <digitalshadow-visits .home=${this.home} @changed=${() => this.fetch()}></digitalshadow-visits>
    </div>`;
  }
  card() {
    const { chart: t } = this, e = this.me.trend, s = e ?? this.me.reading ?? t?.lines.at(-1), a = s?.model_kind === "demonstration";
    return n`<section class=${a ? "card demo" : "card"} aria-busy=${t === null && !this.error}>
      ${a ? n`<p class="strip"><ha-icon icon="mdi:sticker-outline"></ha-icon><span><b>${this.t("demo.word")}</b> ${this.t("demo.not")}</span></p>` : l}
      <header><h2>${this.t(a ? "demo.title" : "signal.title")}</h2>
        ${s ? n`<span class="kind"><ha-icon icon=${a ? "mdi:sticker-outline" : "mdi:flask-outline"}></ha-icon>${this.t(a ? "demo.kind" : "signal.kind")}</span>` : l}</header>
      <p class="lead">${a && t?.lines.length ? this.t("demo.trend") : this.headline(e)}</p>
      <p class="sub">${this.t(a ? "demo.nothing" : "signal.chance")}</p>
      ${this.error ? n`<p class="error" role="alert">${this.error}</p>` : l}
      <div class="seg" role="group" aria-label=${this.t("trend.span")}>
        ${Kt.map((r) => n`<button aria-pressed=${r === this.span} @click=${() => this.span = r}>${this.t(`trend.${r}`)}</button>`)}
      </div>
      ${t?.lines.length ? this.drawn(t, a) : n`<p class="say">${t ? this.t(this.me.monitoring ? "signal.unseen" : "signal.paused") : ""}</p>`}
    </section>`;
  }
  headline(t) {
    return t ? t.state === "calibrating" ? this.t("signal.day", { day: Math.min(t.baseline_days ?? 0, F), of: F }) : t.new_level_since ? this.t("trend.new_level", { day: x(this.home, t.new_level_since) }) : this.t(`trend.is_${t.state}`, { day: t.since ? x(this.home, t.since) : "" }) : this.t("trend.none");
  }
  drawn(t, e) {
    const s = {
      range: (o, h) => this.t("range", { low: o, high: h }),
      reason: (o) => this.t(`gap.${o}`)
    }, a = e ? { ...t, lines: t.lines.map((o) => ({ ...o, bands: [] })) } : t, r = [...new Set(t.lines.map((o) => o.model))];
    return n`<digitalshadow-chart .chart=${a} .words=${s} .locale=${this.locale} .sentence=${this.sentence(a)}></digitalshadow-chart>
      <ul class="marks">
        ${t.changes.map((o, h) => n`<li><span class="flag num">${h + 1}</span><span>${x(this.home, o.on)}: ${this.t(`change.${o.kind}`, { name: o.name ?? this.t("change.removed") })}</span></li>`)}
        ${e ? l : n`<li><span class="band"></span><span>${this.t(`trend.legend.${t.step}`)}</span></li>`}
      </ul>
      <p class="src"><ha-icon icon="mdi:face-recognition"></ha-icon><span><bdi>${r.join(", ")}</bdi>. ${this.t(e ? "demo.answers" : "trend.source")}</span></p>
      <details><summary class="more">${this.t("trend.table")}</summary>${this.table(a)}</details>`;
  }
  sentence(t) {
    const s = t.lines.flatMap((a) => a.points).map((a) => a.level);
    return this.t(`trend.sentence.${t.step}`, {
      from: x(this.home, t.first_day),
      to: x(this.home, t.today),
      low: Math.round(Math.min(...s)),
      high: Math.round(Math.max(...s))
    });
  }
  table(t) {
    const e = t.lines.flatMap((s) => s.points.map((a) => ({ ...a, model: s.model })));
    return n`<div class="scroll" tabindex="0" role="group" aria-label=${this.t("trend.table")}><table class="num">
      <thead><tr>${["begins", "level", "spread", "days", "model"].map((s) => n`<th scope="col">${this.t(`trend.column.${s}`)}</th>`)}</tr></thead>
      <tbody>${e.reverse().map((s) => n`<tr><th scope="row">${x(this.home, s.first_day)}</th><td>${W(this.home, s.level)}</td>
        <td>${this.t("range", { low: W(this.home, s.lowest), high: W(this.home, s.highest) })}</td><td>${s.days}</td><td><bdi>${s.model}</bdi></td></tr>`)}</tbody>
    </table></div>`;
  }
}
$("digitalshadow-trend", hi);
const di = {
  today: "mdi:heart-pulse",
  trend: "mdi:chart-line",
  measure: "mdi:plus",
  report: "mdi:file-document-outline",
  data: "mdi:shield-account-outline",
  people: "mdi:account-heart-outline",
  home: "mdi:home-outline"
}, ci = 5e3;
class pi extends S {
  constructor() {
    super(), this.backend = () => "", this.stop = null, this.spoken = "", this.follow = (t) => {
      if (t.ctrlKey || t.metaKey || t.shiftKey) return;
      const s = t.composedPath().find((a) => a instanceof HTMLAnchorElement)?.getAttribute("href") ?? "";
      s.startsWith(`${this.root}/`) && (t.preventDefault(), We(s), window.scrollTo(0, 0));
    }, this.view = null, this.texts = null, this.failed = !1, this.erased = null;
  }
  static {
    this.properties = {
      hass: { attribute: !1 },
      narrow: { attribute: !1 },
      route: { attribute: !1 },
      view: { state: !0 },
      texts: { state: !0 },
      failed: { state: !0 },
      erased: { state: !0 }
    };
  }
  static {
    this.styles = [
      le,
      b,
      f`
      :host { min-height: 100vh; min-height: 100dvh; }
      .top { position: sticky; inset-block-start: 0; z-index: 5; display: flex; align-items: center; gap: 4px; min-height: 56px; padding-inline: 4px 12px; background: var(--ds-card); border-block-end: 1px solid var(--ds-line); }
      h1 { font-size: 20px; font-weight: 400; line-height: 1.2; flex: 1; min-width: 0; padding-inline-start: 8px; }
      .tabs { display: flex; background: var(--ds-card); }
      .tabs[hidden] { display: none; }
      .tabs a { display: flex; align-items: center; justify-content: center; text-decoration: none; text-align: center; color: var(--ds-ink2); font-size: 13px; line-height: 1.15; font-weight: 500; }
      .tabs a[aria-current] { color: var(--ds-act); }
      main { display: block; max-width: 1040px; margin-inline: auto; padding: 16px 16px 96px; }
      .offline { padding: 8px 16px; background: var(--ds-soft); text-align: center; }
      .block { height: 112px; border-radius: 8px; background: var(--ds-soft); margin-block-start: 12px; }
      .help { display: flex; gap: 12px; padding: 20px 4px 4px; font-size: 15px; }
      .help ha-icon { color: var(--ds-act); }
      @media (max-width: 869px) {
        .tabs { position: fixed; inset-block-end: 0; inset-inline: 0; z-index: 5; border-block-start: 1px solid var(--ds-line); padding-inline: 4px; }
        .tabs a { flex: 1; min-width: 0; min-height: 64px; flex-direction: column; gap: 2px; hyphens: auto; }
        .tabs ha-icon { width: 52px; max-width: 100%; height: 28px; padding: 2px 0; border-radius: 14px; display: grid; place-items: center; }
        .tabs a[aria-current] ha-icon { background: var(--ds-act-soft); }
      }
      @media (min-width: 870px) {
        .top { padding-inline: 24px 20px; gap: 16px; }
        h1 { flex: none; padding: 0; }
        .tabs { flex: 1; }
        .tabs a { min-height: 56px; padding-inline: 14px; font-size: 14px; border-block-end: 2px solid transparent; }
        .tabs a[aria-current] { border-color: currentColor; }
        .tabs ha-icon { display: none; }
        main { padding: 20px 24px 40px; }
      }
    `
    ];
  }
  connectedCallback() {
    super.connectedCallback(), this.addEventListener("click", this.follow), this.hass && this.subscribe();
  }
  disconnectedCallback() {
    this.removeEventListener("click", this.follow), this.stop?.then((t) => t()).catch(() => {
    }), this.stop = null, super.disconnectedCallback();
  }
  willUpdate(t) {
    !t.has("hass") || !this.hass || (this.toggleAttribute("dark", this.hass.themes?.darkMode === !0), this.stop || this.subscribe(), this.spoken !== this.hass.language && this.fetchTexts(this.hass.language));
  }
  subscribe() {
    this.stop = this.hass.connection.subscribeMessage(
      (t) => {
        this.view = t, this.failed = !1;
      },
      { type: "digitalshadow/subscribe" }
    ), this.stop.catch(() => {
      this.failed = !0, setTimeout(() => {
        this.isConnected && this.subscribe();
      }, ci);
    });
  }
  async fetchTexts(t) {
    this.spoken = t;
    const e = `./texts/${ee(t)}.json`, s = new URL(e, import.meta.url), [a] = await Promise.all([
      fetch(s).then((r) => r.json()),
      this.hass.loadBackendTranslation("selector", "digitalshadow"),
      this.hass.loadBackendTranslation("exceptions", "digitalshadow")
    ]);
    this.backend = await this.hass.loadBackendTranslation("entity", "digitalshadow"), this.texts = a;
  }
  get root() {
    return this.route?.prefix ?? "/digitalshadow";
  }
  render() {
    if (!this.texts) return l;
    const t = (o) => w(this.texts, o);
    if (!this.view)
      return n`${this.head(null, [], "")}<main>${this.failed ? n`<p class="card" role="alert">${t("not_running")}</p>` : n`<section class="card" aria-busy="true"><h2>${t("loading")}</h2><div class="block"></div></section>`}</main>`;
    const e = {
      hass: this.hass,
      view: this.view,
      texts: this.texts,
      backend: this.backend,
      prefix: this.root,
      path: this.route?.path.split("/").slice(2) ?? [],
      withdrawn: (o) => this.erased = o
    }, s = je(this.view), a = this.route?.path.split("/")[1] ?? "", r = s.includes(a) ? a : s[0] ?? "";
    return n`${this.head(e, s, r)}
      ${this.hass.connected ? l : n`<p class="offline" role="status">${t("offline")}</p>`}
      <main>
        ${this.erased ? n`<section class="card" role="status"><h2>${t("data.gone")}</h2><p class="say">${t(this.erased.verified ? "data.gone.all" : "data.gone.left")}</p></section>` : l}
        ${r ? ui(r, e) : this.erased ? l : n`<p class="card">${t("nobody")}</p>`}
        <p class="help"><ha-icon icon="mdi:phone-in-talk"></ha-icon><span>${t("help")}</span></p>
      </main>`;
  }
  head(t, e, s) {
    const a = (r) => w(this.texts, r);
    return n`<header class="top">
      <ha-menu-button .hass=${this.hass} .narrow=${this.narrow}></ha-menu-button>
      <h1>${a("panel")}</h1>
      <nav class="tabs" aria-label=${a("pages")} ?hidden=${e.length < 2}>
        ${e.map((r) => n`<a href="${this.root}/${r}" aria-current=${r === s ? "page" : l}><ha-icon icon=${di[r]}></ha-icon><span>${a(`page.${r}`)}</span></a>`)}
      </nav>
      ${t ? n`<digitalshadow-emergency .home=${t}></digitalshadow-emergency>` : l}
    </header>`;
  }
}
function ui(i, t) {
  switch (i) {
    case "today":
      return n`<digitalshadow-today .home=${t}></digitalshadow-today>`;
    case "trend":
      return n`<digitalshadow-trend .home=${t}></digitalshadow-trend>`;
    case "measure":
      return n`<digitalshadow-measure .home=${t}></digitalshadow-measure>`;
    case "report":
      return n`<digitalshadow-report .home=${t}></digitalshadow-report>`;
    case "data":
      return n`<digitalshadow-data .home=${t}></digitalshadow-data>`;
    case "people":
      return n`<digitalshadow-people .home=${t}></digitalshadow-people>`;
    case "confirm":
      return n`<digitalshadow-confirm .home=${t}></digitalshadow-confirm>`;
    case "home":
      return n`<digitalshadow-home .home=${t}></digitalshadow-home>`;
    default:
      return l;
  }
}
$("digitalshadow-panel", pi);
export {
  pi as Panel
};
