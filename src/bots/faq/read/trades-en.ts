/** As `trades-es.ts`, for English. */
export const sameTradesEn = `
  tooth, teeth, dental, molar
  pain, hurts, hurt, ache, aching, toothache, sore
  braces, aligners, invisalign
  whitening, whiten, whiter, white teeth
  insurance, coverage, covered, cover
  elevator, lift
  wheelchair, disabled, handicap, handicapped, accessible, accessibility
  trainer, personal trainer, coach, instructor
  shower, showers, changing room, changing rooms
  locker, lockers
  pool, swimming pool, swim
  membership, subscription, monthly fee
  free, no charge, complimentary, free of charge
  requirements, documents, paperwork, what do i need to bring
  copy, copies, duplicate, cut keys, key cutting
  rent, rental, rentals, hire, renting
  quote, estimate, quotation
  repair, repairs, fix, fixing, mend, service
  warranty, guarantee, guaranteed
  dye, colour, color, coloring, colouring, tint, highlights, balayage
  straightening, straighten, keratin, straight hair
  nails, nail, manicure, pedicure
  haircut, trim, cut my hair, hair cut
  reschedule, move my appointment, change my appointment, change the date, postpone
  room, rooms
  check in, checkin, arrive, arrival, late arrival, get in, early check in
  check out, checkout, departure, late check out
  breakfast, brekkie, brekfast
  kitchen, cook, cooking
  luggage, baggage, bags, bag, suitcase, suitcases, backpack, backpacks
  airport, flight
  tour, tours, excursion, excursions, trips
  vaccine, vaccines, vaccination, vaccinations, shots, jab, jabs
  neuter, neutering, spay, spaying, spayed, neutered
  menu, dishes
  size, sizes, sizing
  wholesale, bulk, resell
  stock, available, availability, in stock
  prescription, script
  emergency, urgent, emergencies
  return, returns, exchange, send back, bring back
  cancel, cancellation, cancelling, call off
  trial, try it out, free class, day pass, try a class
  pet, pets
  dog, puppy, dogs, pup, doggy
  cat, kitten, cats, kitty
  towel, towels
  bike, bikes, bicycle, bicycles
  terrace, patio, outside, outdoor, outdoors
  deposit, down payment, upfront
  cash, !bills
  transfer, wire, bank transfer, wire transfer
  website, instagram, facebook, social media
  tow, towing, breakdown, tow truck, roadside
  brake, brakes, braking, squeak, squeaking
  oil, oil change
  dent, dents, scratch, scratched, bodywork, body shop
  battery, batteries
  parts, spare parts
  level, placement test
  class, lesson, lessons, course, courses
  certificate, diploma
  private, one on one, individual
  start, starts, begin, begins, starting
  screen, display, cracked screen
  gift, gift card, voucher, gift wrap, wrapping
  drinks, drink, beer, wine
  clothes, clothing, dress, shirt
  shoes, footwear, sneakers
  laundry, washing, dry cleaning
  flowers, bouquet, roses
  massage, massages
  waxing, wax, hair removal
  glasses, lenses, eyewear
  restroom, toilet, bathroom, loo
`;

export const kindsTradesEn = `
  emergency: pain, bleeding, broken tooth, broke, poison, poisoned, choking, vomiting, throwing up, dying, cracked, chipped, fell out
  insurance: reimbursement, plan
  elevator: stairs, wheelchair, stroller
  trainer: routine, workout plan, lose weight
  class: yoga, zumba, spinning, pilates, boxing, crossfit
  price: monthly, plans, plan, quote
  kids: baby, toddler, age, years old, teen, teenager
  age: kids, minimum, years old
  pause: freeze, travelling, traveling, injury
  cancel: refund, plans changed, cant make it, cant come, reschedule
  refund: cancel, plans changed
  return: doesnt fit, does not fit, wrong size, faulty, doesnt work, broken
  check in: reception, desk, land at, landing, night, 24 hours, front desk
  booking: bed, beds, room, availability, spot, slot, table, vacancy, tonite, tonight
  appointment: slot, spot, availability, booking
  pet: dog, cat, rabbit, animal, animals
  luggage: storage, leave my stuff, drop our bags
  airport: taxi, bus, shuttle, uber, transfer
  tour: surf, surfing, kayak, diving, snorkel, bike, hiking
  where: map, maps, address, cant find, gps, street, corner, find the place, part of town
  hours: open, close, monday, closing, early, still open, late, morning
  delivery: uber eats, doordash, courier, drop off, bring, neighbourhood
  pay: card, venmo, zelle, paypal, dollars, installments, qr
  gluten: wheat, flour
  vegan: dairy free, no dairy, egg free, butter, dairy, plant
  vegetarian: no meat, meat free
  allergy: allergic, nuts, peanut, peanuts, dairy, gluten
  cake: cupcakes, decorated, candles
  pastry: donuts, danish, buns, rolls, cookies, scones, muffins
  bread: sourdough, baguette, rye, wholemeal, french, buns, rolls
  wifi: laptop, internet, password, plug, plugs, remote work, zoom
  table: sit down, eat in, dine in, sit, coffee, breakfast
  job: barista, baker, cashier, position, positions, recruiting, part time, full time, looking for work, interview, work experience
  catering: platters, trays, buffet, brunch, finger food, wedding, corporate
  event: graduation, baptism, anniversary, conference, wedding
`;
